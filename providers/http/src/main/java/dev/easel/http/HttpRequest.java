package dev.easel.http;

import dev.easel.spi.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request. Immutable; its rendering shows no secret.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}, {@code HEAD} or {@code DELETE}
 * @param uri where to
 * @param query what is added to that, after a question mark, and shown nowhere
 * @param headers its headers but for the credentials
 * @param authorization its credentials
 * @param content its body
 * @param patience how long it may take
 */
public record HttpRequest(
    String method,
    URI uri,
    Optional<Secret> query,
    Map<String, String> headers,
    Optional<Authorization> authorization,
    Optional<Content> content,
    Patience patience) {
  public HttpRequest {
    headers = Map.copyOf(headers);
  }

  /** Asks for something. */
  public static HttpRequest get(URI uri, Patience patience) {
    return bare("GET", uri, Optional.empty(), patience);
  }

  /** Sends a body. */
  public static HttpRequest post(URI uri, Content content, Patience patience) {
    return bare("POST", uri, Optional.of(content), patience);
  }

  /** Sends a body, as often as wanted. */
  public static HttpRequest put(URI uri, Content content, Patience patience) {
    return bare("PUT", uri, Optional.of(content), patience);
  }

  private static HttpRequest bare(
      String method, URI uri, Optional<Content> content, Patience patience) {
    return new HttpRequest(
        method, uri, Optional.empty(), Map.of(), Optional.empty(), content, patience);
  }

  /** The same with a query that holds a secret; its URL must have none yet. */
  public HttpRequest with(Secret secretQuery) {
    return new HttpRequest(
        method, uri, Optional.of(secretQuery), headers, authorization, content, patience);
  }

  /** The same with one more header. */
  public HttpRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpRequest(method, uri, query, more, authorization, content, patience);
  }

  /** The same with credentials. */
  public HttpRequest with(Authorization credentials) {
    return new HttpRequest(
        method, uri, query, headers, Optional.of(credentials), content, patience);
  }
}
