package dev.easel.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What became of one job.
 *
 * @param millis from the seller's completion to the end of the job
 * @param bytes size of its images together
 */
record FetchSample(double millis, long bytes) {
  static final String HEADER = "completed_to_end_ms,bytes";

  static FetchSample of(Instant completed, JobClient.Ended job) {
    return new FetchSample(Duration.between(completed, job.end()).toNanos() / 1e6, job.bytes());
  }

  String line() {
    return String.format(Locale.ROOT, "%.1f,%d", millis, bytes);
  }
}
