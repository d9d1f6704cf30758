package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.client.JobWatch;
import dev.easel.server.cli.client.Retries;
import dev.easel.server.cli.client.Time;
import dev.easel.server.cli.terminal.Progress;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.Job;
import io.grpc.StatusException;

/** Starts a job, and follows it before a person's eyes. */
final class JobRunner {
  private final Connection connection;
  private final Time time;

  JobRunner(Connection connection, Time time) {
    this.connection = connection;
    this.time = time;
  }

  /** Starts a job; its request_id makes repeating the call safe. */
  Job start(GenerateRequest request) throws StatusException, InterruptedException {
    return Retries.few(time).call(() -> connection.images().generate(request)).getJob();
  }

  /** Follows a job to its end. */
  Job follow(String jobId, Progress progress) throws StatusException, InterruptedException {
    return new JobWatch(connection, time).follow(jobId, 0, new ShownWatcher(progress));
  }
}
