package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.client.JobWatch;
import dev.easel.server.cli.client.Retries;
import dev.easel.server.cli.client.Time;
import dev.easel.server.cli.terminal.Progress;
import dev.easel.spi.Secret;
import dev.easel.v1.ImageServiceGrpc.ImageServiceBlockingV2Stub;
import dev.easel.v1.Job;
import io.grpc.StatusException;
import java.util.Optional;

/** Starts a job, and follows it before a person's eyes. */
final class JobRunner {
  private final Connection connection;
  private final Time time;

  JobRunner(Connection connection, Time time) {
    this.connection = connection;
    this.time = time;
  }

  /** Starts a job; its request_id makes repeating the call safe. */
  Job start(JobStart start, Optional<Secret> callerKey)
      throws StatusException, InterruptedException {
    ImageServiceBlockingV2Stub images =
        callerKey.map(connection::images).orElseGet(connection::images);
    return Retries.few(time).call(() -> start.at(images));
  }

  /** Follows a job to its end. */
  Job follow(String jobId, Progress progress) throws StatusException, InterruptedException {
    return new JobWatch(connection, time).follow(jobId, 0, new ShownWatcher(progress));
  }
}
