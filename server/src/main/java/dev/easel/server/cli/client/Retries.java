package dev.easel.server.cli.client;

import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;

/**
 * Waits out a server that is for the moment not there. Only for calls that may be repeated: reads,
 * and starts that carry a request_id.
 */
public final class Retries {
  private static final java.time.Duration FIRST = java.time.Duration.ofMillis(100);
  private static final java.time.Duration LONGEST = java.time.Duration.ofSeconds(3);

  private final Time time;
  private final int limit;
  private int failures;

  private Retries(Time time, int limit) {
    this.time = time;
    this.limit = limit;
  }

  /** A few, so that a person who mistyped an address is not kept waiting. */
  public static Retries few(Time time) {
    return new Retries(time, 3);
  }

  /** As many as a server takes to restart: a job is under way there. */
  public static Retries patient(Time time) {
    return new Retries(time, 15);
  }

  /** Repeats a call while the server is unavailable. */
  public <T> T call(Call<T> call) throws StatusException, InterruptedException {
    while (true) {
      try {
        return call.make();
      } catch (StatusException e) {
        waitOrThrow(e);
      }
    }
  }

  /** Something arrived: whatever is cut next is a new trouble. */
  public void progressed() {
    failures = 0;
  }

  /** Returns when it is time to try again, or throws what was given. */
  public void waitOrThrow(StatusException e) throws StatusException, InterruptedException {
    if (e.getStatus().getCode() != Code.UNAVAILABLE || failures >= limit) {
      throw e;
    }
    time.sleep(told(e).compareTo(backoff()) > 0 ? told(e) : backoff());
    failures++;
  }

  private java.time.Duration backoff() {
    java.time.Duration grown = FIRST.multipliedBy(1L << Math.min(failures, 10));
    return grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
  }

  private static java.time.Duration told(StatusException e) {
    Status status = StatusProto.fromThrowable(e);
    return status == null
        ? java.time.Duration.ZERO
        : Details.of(status, RetryInfo.class)
            .map(RetryInfo::getRetryDelay)
            .map(Retries::duration)
            .orElse(java.time.Duration.ZERO);
  }

  private static java.time.Duration duration(Duration delay) {
    return java.time.Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
  }

  /** A call that may be repeated. */
  @FunctionalInterface
  public interface Call<T> {
    /** Makes it once. */
    T make() throws StatusException, InterruptedException;
  }
}
