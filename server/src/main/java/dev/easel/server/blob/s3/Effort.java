package dev.easel.server.blob.s3;

import java.time.Duration;

/**
 * How hard a request is tried.
 *
 * @param atMost for how long
 * @param stubborn whether also what seems not to pass is tried again until then: an operator may
 *     mend a policy, a key or a full bucket in the meantime
 */
record Effort(Duration atMost, boolean stubborn) {
  /** While the service does not answer or is too busy. */
  static Effort patient(Duration atMost) {
    return new Effort(atMost, false);
  }

  /** Whatever it answers: what is stored is paid for, and may exist nowhere else. */
  static Effort stubborn(Duration atMost) {
    return new Effort(atMost, true);
  }

  boolean triesAgain(S3Exception problem) {
    return stubborn || problem.passing();
  }
}
