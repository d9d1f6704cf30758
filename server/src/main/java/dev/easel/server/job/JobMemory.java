package dev.easel.server.job;

import dev.easel.server.domain.JobRequest;
import java.util.Map;

/**
 * The part of the heap that jobs under way may take. A process whose heap is exhausted ends at
 * once, and what it has asked its sellers for is then in doubt: so jobs are refused before.
 *
 * @param bytes how much there is
 */
public record JobMemory(long bytes) {
  /** What the server itself needs, and its readers. */
  private static final long OWN = 48L << 20;

  private static final long LEAST = 8L << 20;

  /**
   * What one job takes at most, whatever the size of its images: measured, with TLS to the seller
   * and a reader, see docs/benchmarks.md.
   */
  private static final long JOB = 144L << 10;

  /** A character is held as two bytes: in the job, in what is sent, and in what is stored. */
  private static final long CHARACTER = 3L * Character.BYTES;

  /** What a heap has for jobs. */
  public static JobMemory of(long heap) {
    return new JobMemory(Math.max(LEAST, heap - OWN));
  }

  /** How much a job takes, about, until it is over. */
  static long of(JobRequest request) {
    long characters = request.prompt().length();
    for (Map.Entry<String, String> label : request.options().labels().entrySet()) {
      characters += label.getKey().length() + label.getValue().length();
    }
    return JOB + CHARACTER * characters;
  }
}
