package dev.easel.sandbox.openai;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the seller says about its limits with every answer. Without a tier they are those of the
 * highest, counted by the minute and never enforced; with one, its images per minute are. Safe for
 * several threads.
 */
final class RateLimits {

  private static final int REQUESTS = 10_000;
  private static final List<Integer> IMAGES = List.of(5, 20, 50, 150, 250);
  private static final List<Integer> TOKENS =
      List.of(100_000, 250_000, 800_000, 3_000_000, 8_000_000);
  private static final long MINUTE = 60_000;

  private final int tier;
  private final Optional<ImageBucket> bucket;
  private long minute;
  private int requests;
  private int images;

  RateLimits(OptionalInt enforced) {
    this.tier = enforced.orElse(IMAGES.size());
    this.bucket =
        enforced.isPresent()
            ? Optional.of(new ImageBucket(IMAGES.get(enforced.getAsInt() - 1)))
            : Optional.empty();
  }

  /** Takes a task's images out of the bucket, or refuses it. */
  synchronized void take(ImageTask task, Instant now) throws Rejected {
    if (bucket.isEmpty()) {
      return;
    }
    int before = bucket.get().left(now);
    Optional<Duration> pause = bucket.get().take(task.count(), now);
    if (pause.isPresent()) {
      int limit = bucket.get().size();
      String message =
          "Rate limit reached for %s in organization org-sandbox on input-images per min: Limit %d,"
                  .formatted(task.model().ids().getFirst(), limit)
              + " Used %d, Requested %d. Please try again in %s."
                  .formatted(limit - before, task.count(), seconds(pause.get().toMillis()));
      throw new Rejected(ApiError.limited(message, pause.get()));
    }
  }

  /** Counts one answer and the images in it. */
  synchronized Map<String, String> count(Instant now, int drawn) {
    long current = now.toEpochMilli() / MINUTE;
    if (current != minute) {
      minute = current;
      requests = 0;
      images = 0;
    }
    requests++;
    images += drawn;
    String reset = seconds(MINUTE - Math.floorMod(now.toEpochMilli(), MINUTE));
    Map<String, String> headers = new HashMap<>();
    limit(headers, "requests", REQUESTS, REQUESTS - requests, reset);
    limit(headers, "tokens", TOKENS.get(tier - 1), TOKENS.get(tier - 1), "0s");
    int most = IMAGES.get(tier - 1);
    if (bucket.isPresent()) {
      String full = seconds(bucket.get().fullAfter(now).toMillis());
      limit(headers, "input-images", most, bucket.get().left(now), full);
    } else {
      limit(headers, "input-images", most, most - images, reset);
    }
    return headers;
  }

  private static void limit(
      Map<String, String> headers, String what, int limit, int left, String reset) {
    headers.put("x-ratelimit-limit-" + what, Integer.toString(limit));
    headers.put("x-ratelimit-remaining-" + what, Integer.toString(Math.max(0, left)));
    headers.put("x-ratelimit-reset-" + what, reset);
  }

  /** As the seller writes durations: {@code 120ms}, {@code 58.891s}. */
  private static String seconds(long millis) {
    return millis < 1000
        ? millis + "ms"
        : "%d.%03ds".formatted(millis / 1000, millis % 1000).replaceFirst("\\.?0+s$", "s");
  }
}
