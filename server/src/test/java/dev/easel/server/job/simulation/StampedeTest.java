package dev.easel.server.job.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that starts anew with thousands of running jobs does not fall upon their seller. */
@ExtendWith(QuietLog.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class StampedeTest {
  private static final int JOBS = 5_000;
  private static final int TAKEN_UP_A_SECOND = 50;

  /** What a job whose work is done takes: one look at its state, and its result. */
  private static final int REQUESTS_A_JOB = 2;

  private static final Logger log = LoggerFactory.getLogger("simulation");

  @Test
  void jobsAreTakenUpAtAPaceAndNoFaster() {
    Crowd crowd = new Crowd(JOBS + JOBS / 20);
    crowd.ask();
    assertThat(crowd.running()).isGreaterThanOrEqualTo(JOBS);
    long restarted = crowd.restart();
    crowd.rest();
    List<Long> requests = crowd.requestsSince(restarted);
    long peak = peak(requests);
    Duration whole = Duration.ofNanos(requests.getLast() - restarted);
    log.warn(
        "{} jobs are taken up in {}, with {} requests, at most {} in one second",
        JOBS,
        whole,
        requests.size(),
        peak);
    assertThat(requests).hasSizeGreaterThanOrEqualTo(JOBS * REQUESTS_A_JOB);
    assertThat(peak).isLessThanOrEqualTo(TAKEN_UP_A_SECOND * REQUESTS_A_JOB * 3 / 2);
  }

  /** The most in any one second. */
  private static long peak(List<Long> times) {
    long most = 0;
    int first = 0;
    for (int last = 0; last < times.size(); last++) {
      while (times.get(last) - times.get(first) >= 1_000_000_000L) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
