package dev.easel.spi;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came to the {@link Callback} of an attempt, as it came. Whoever sent it knew the callback's
 * token; that it is the seller who spoke, and of what, is for the provider to find out.
 *
 * @param attempt whose callback it came to
 * @param work what that attempt asked for
 * @param headers values by name in small letters
 * @param body its bytes, at most 1 MiB
 * @param arrivedAt when it came, by the host's clock
 */
public record Report(
    AttemptKey attempt,
    ImageWork work,
    Map<String, List<String>> headers,
    ByteBuffer body,
    Instant arrivedAt) {
  public Report {
    headers = Map.copyOf(headers);
    body = body.asReadOnlyBuffer();
  }

  /** The bytes, read from their first. */
  @Override
  public ByteBuffer body() {
    return body.duplicate();
  }

  /** The value of a header, whatever its case; empty also if there is more than one. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
