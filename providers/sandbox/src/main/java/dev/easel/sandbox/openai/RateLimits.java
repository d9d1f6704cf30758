package dev.easel.sandbox.openai;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the seller says about its limits with every answer: those of the highest tier, counted by
 * the minute. They are told and never enforced; a prompt can ask for a 429. Safe for several
 * threads.
 */
final class RateLimits {

  private static final int REQUESTS = 10_000;
  private static final int IMAGES = 250;
  private static final int TOKENS = 8_000_000;
  private static final long MINUTE = 60_000;

  private long minute;
  private int requests;
  private int images;

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
    limit(headers, "requests", REQUESTS, requests, reset);
    limit(headers, "input-images", IMAGES, images, reset);
    limit(headers, "tokens", TOKENS, 0, "0s");
    return headers;
  }

  private static void limit(
      Map<String, String> headers, String what, int limit, int used, String reset) {
    headers.put("x-ratelimit-limit-" + what, Integer.toString(limit));
    headers.put("x-ratelimit-remaining-" + what, Integer.toString(Math.max(0, limit - used)));
    headers.put("x-ratelimit-reset-" + what, reset);
  }

  /** As the seller writes durations: {@code 120ms}, {@code 58.891s}. */
  private static String seconds(long millis) {
    return millis < 1000
        ? millis + "ms"
        : "%d.%03ds".formatted(millis / 1000, millis % 1000).replaceFirst("\\.?0+s$", "s");
  }
}
