package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.http.Authorization;
import dev.easel.http.HttpRequest;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonWriter;
import dev.easel.spi.Priority;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The headers that fal's queue takes. The queue runs what failed again by itself, unbilled; but
 * each run on a caller's key may be billed at OpenAI, so that it is told not to there.
 */
final class QueueHeaders {
  /** fal's clients refuse a start timeout of a second or less. */
  private static final long SHORTEST_START_SECONDS = 2;

  private final FalSettings settings;

  QueueHeaders(FalSettings settings) {
    this.settings = settings;
  }

  /** For any request to the queue. */
  HttpRequest common(HttpRequest request) {
    return request
        .with(new Authorization("Key", settings.key()))
        .with("Accept", "application/json");
  }

  /** For a submit whose result nobody waits for after the time that remains. */
  HttpRequest submit(HttpRequest request, Priority priority, Duration remaining) {
    HttpRequest headed =
        common(request)
            .with("X-Fal-Queue-Priority", priority.name().toLowerCase(Locale.ROOT))
            .with("X-Fal-Request-Timeout", Long.toString(startSeconds(remaining)));
    HttpRequest kept = kept(headed);
    HttpRequest stored = settings.storePayloads() ? kept : kept.with("X-Fal-Store-IO", "0");
    return switch (settings.payer()) {
      case OPERATOR -> stored;
      case CALLER -> stored.with("X-Fal-No-Retry", "1");
    };
  }

  /** For what leaves a file at fal. */
  HttpRequest kept(HttpRequest request) {
    return lifecycle()
        .map(preference -> request.with("X-Fal-Object-Lifecycle-Preference", preference))
        .orElse(request);
  }

  /** For what leaves a file at fal's CDN, which has its own word for that. */
  HttpRequest keptAtCdn(HttpRequest request) {
    return lifecycle()
        .map(preference -> request.with("X-Fal-Object-Lifecycle", preference))
        .orElse(request);
  }

  private long startSeconds(Duration remaining) {
    Duration bound =
        settings
            .startTimeout()
            .filter(configured -> configured.compareTo(remaining) < 0)
            .orElse(remaining);
    return Math.max(SHORTEST_START_SECONDS, bound.toSeconds());
  }

  private Optional<String> lifecycle() {
    return settings
        .objectLifetime()
        .map(lifetime ->
            new String(
                new JsonWriter()
                    .write(
                        new Json.ObjectValue(
                            Map.of("expiration_duration_seconds", Json.of(lifetime.toSeconds())))),
                UTF_8));
  }
}
