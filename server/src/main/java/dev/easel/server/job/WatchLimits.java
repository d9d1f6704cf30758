package dev.easel.server.job;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import java.time.Duration;

/**
 * How much watching is allowed.
 *
 * @param perJob most watches of one job
 * @param perCaller most watches of one caller
 * @param local most watches of a loopback sidecar's one caller
 * @param longest how long one may be open
 */
public record WatchLimits(int perJob, int perCaller, int local, Duration longest) {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(5);

  /** The limits that Easel publishes. */
  public static WatchLimits published() {
    return new WatchLimits(16, 256, 16_384, Duration.ofMinutes(30));
  }

  void check(Caller caller, int ofJob, int ofCaller) {
    if (ofJob >= perJob) {
      throw Rejection.until(
          Reason.WATCH_LIMIT, RETRY_DELAY, "this job is watched " + perJob + " times already");
    }
    int allowed = caller.equals(Caller.LOCAL) ? local : perCaller;
    if (ofCaller >= allowed) {
      throw Rejection.until(
          Reason.WATCH_LIMIT, RETRY_DELAY, "this caller has " + allowed + " watches already");
    }
  }
}
