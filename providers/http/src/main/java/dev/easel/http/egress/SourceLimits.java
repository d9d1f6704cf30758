package dev.easel.http.egress;

import dev.easel.http.HttpLimits;
import java.time.Duration;

/**
 * What a fetch puts up with.
 *
 * @param mostBytes largest image
 * @param total longest time in all, redirects included
 * @param lookup longest time to the addresses of one name
 * @param head longest time of one exchange until all headers of the answer are there
 * @param idle longest silence
 * @param mostRedirects how often a fetch may be led elsewhere
 */
public record SourceLimits(
    long mostBytes,
    Duration total,
    Duration lookup,
    Duration head,
    Duration idle,
    int mostRedirects) {
  /** 50 MiB in 30 s; 5 s to look up, 10 s to answer, 10 s of silence, 3 redirects. */
  public static SourceLimits usual() {
    return new SourceLimits(
        50L << 20,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        3);
  }

  /** The same with another largest image. */
  public SourceLimits atMost(long bytes) {
    return new SourceLimits(bytes, total, lookup, head, idle, mostRedirects);
  }

  /** What every connection puts up with: 3 s until it stands, at least 1 KiB/s over 10 s. */
  public static HttpLimits connection() {
    return new HttpLimits(
        Duration.ofSeconds(3), Duration.ofSeconds(10), 1_024, Duration.ofSeconds(15));
  }
}
