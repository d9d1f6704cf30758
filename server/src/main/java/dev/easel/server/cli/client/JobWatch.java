package dev.easel.server.cli.client;

import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Job;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Follows one job to its end, through cuts, from where it was cut. */
public final class JobWatch {
  private static final Duration TICK = Duration.ofMillis(100);
  // Heartbeats come every 15 s.
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private final Connection connection;
  private final Time time;

  /** Watches over a connection. */
  public JobWatch(Connection connection, Time time) {
    this.connection = connection;
    this.time = time;
  }

  /**
   * Tells every event after a sequence until the job is over.
   *
   * @return the job at its end
   * @throws StatusException if the server refuses, or stays away for long
   */
  public Job follow(String jobId, long afterSequence, Watcher watcher)
      throws StatusException, InterruptedException {
    WatchCursor cursor = new WatchCursor(afterSequence);
    Retries retries = Retries.patient(time);
    while (!drained(jobId, cursor, retries, watcher)) {
      cursor.resumed();
    }
    if (cursor.ended().isPresent()) {
      return cursor.ended().get();
    }
    // The terminal event was at or before the sequence given.
    GetJobRequest request = GetJobRequest.newBuilder().setJobId(jobId).build();
    return retries.call(() -> connection.images().getJob(request)).getJob();
  }

  private boolean drained(String jobId, WatchCursor cursor, Retries retries, Watcher watcher)
      throws StatusException, InterruptedException {
    BlockingClientCall<?, WatchJobResponse> call =
        connection
            .images()
            .watchJob(
                WatchJobRequest.newBuilder()
                    .setJobId(jobId)
                    .setAfterSequence(cursor.sequence())
                    .build());
    try {
      drain(call, cursor, retries, watcher);
      return true;
    } catch (StatusException e) {
      retries.waitOrThrow(e);
      watcher.cut(e);
      return false;
    } finally {
      call.cancel("the watcher left", null);
    }
  }

  private void drain(
      BlockingClientCall<?, WatchJobResponse> call,
      WatchCursor cursor,
      Retries retries,
      Watcher watcher)
      throws StatusException, InterruptedException {
    Duration heard = time.elapsed();
    while (true) {
      try {
        WatchJobResponse response = call.read(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (response == null) {
          return;
        }
        heard = time.elapsed();
        retries.progressed();
        if (response.hasEvent() && cursor.advance(response.getEvent())) {
          watcher.event(response.getEvent());
        }
      } catch (TimeoutException e) {
        watcher.idle();
        if (time.elapsed().minus(heard).compareTo(SILENCE) > 0) {
          throw Status.UNAVAILABLE.withDescription("silent for 45 s").withCause(e).asException();
        }
      }
    }
  }
}
