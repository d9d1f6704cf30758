package dev.easel.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that passed a {@link WireTap}.
 *
 * @param method its method
 * @param target its path and query
 * @param headers its headers, by name in lower case
 * @param body its body, of which nobody consumes anything
 */
public record TappedRequest(
    String method, String target, Map<String, String> headers, ByteBuffer body) {
  public TappedRequest {
    headers = Map.copyOf(headers);
    body = body.asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer body() {
    return body.duplicate();
  }

  /** Its body as an array of the caller's own. */
  public byte[] bytes() {
    byte[] bytes = new byte[body.remaining()];
    body().get(bytes);
    return bytes;
  }

  /** The header of a name, whatever its case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether an ASCII text is anywhere in it. */
  public boolean contains(String text) {
    return target.contains(text)
        || headers.values().stream().anyMatch(value -> value.contains(text))
        || ISO_8859_1.decode(body()).toString().contains(text);
  }

  @Override
  public String toString() {
    return method + " " + target + " with " + body.remaining() + " bytes";
  }
}
