package dev.easel.server.cli;

import dev.easel.v1.ImageServiceGrpc.ImageServiceBlockingV2Stub;
import dev.easel.v1.Job;
import io.grpc.StatusException;

/** The call that starts a job. It carries a request_id, so that it may be repeated. */
@FunctionalInterface
interface JobStart {
  /** Makes the call once. */
  Job at(ImageServiceBlockingV2Stub images) throws StatusException;
}
