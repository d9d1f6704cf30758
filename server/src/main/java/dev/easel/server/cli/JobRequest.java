package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.terminal.Progress;
import io.grpc.StatusException;
import java.io.IOException;

/** What is asked of a server, before it is put into one call. */
@FunctionalInterface
interface JobRequest {
  /** Sends ahead what does not fit into the call. Nothing is spent by it. */
  JobStart prepare(Connection connection, Progress progress)
      throws StatusException, IOException, InterruptedException;
}
