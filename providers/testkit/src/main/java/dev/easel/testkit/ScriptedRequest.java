package dev.easel.testkit;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it arrived.
 *
 * @param method its method
 * @param target its path and query
 * @param headers its headers, by name in lower case
 * @param body its body as text
 */
public record ScriptedRequest(
    String method, String target, Map<String, String> headers, String body) {
  /** The header of a name, whatever its case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
