package dev.easel.sandbox.openai;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** So many images a minute: full at first, and filled again evenly. For one thread at a time. */
final class ImageBucket {

  private static final long MINUTE = 60_000;

  private final int size;
  // In milliseconds of filling, so that nothing is lost by rounding.
  private long missing;
  private Instant counted = Instant.MIN;

  ImageBucket(int size) {
    this.size = size;
  }

  int size() {
    return size;
  }

  /** Takes so many images out; if there are not enough, takes none and says when there will be. */
  Optional<Duration> take(int images, Instant now) {
    fill(now);
    long wanted = missing + images * MINUTE;
    if (wanted <= size * MINUTE) {
      missing = wanted;
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(Math.ceilDiv(wanted - size * MINUTE, size)));
  }

  /** How many whole images are in it. */
  int left(Instant now) {
    fill(now);
    return (int) ((size * MINUTE - missing) / MINUTE);
  }

  /** How long until it is full. */
  Duration fullAfter(Instant now) {
    fill(now);
    return Duration.ofMillis(Math.ceilDiv(missing, size));
  }

  private void fill(Instant now) {
    if (now.isAfter(counted)) {
      long passed =
          counted.equals(Instant.MIN) ? MINUTE : Duration.between(counted, now).toMillis();
      missing = Math.max(0, missing - passed * size);
      counted = now;
    }
  }
}
