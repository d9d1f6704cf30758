package dev.easel.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request. Immutable; its rendering shows no secret.
 *
 * @param method {@code GET}, {@code POST} or {@code PUT}
 * @param uri where to
 * @param headers its headers but for the credentials
 * @param authorization its credentials
 * @param content its body
 * @param patience how long it may take
 */
public record HttpRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    Optional<Authorization> authorization,
    Optional<Content> content,
    Patience patience) {
  public HttpRequest {
    headers = Map.copyOf(headers);
  }

  /** Asks for something. */
  public static HttpRequest get(URI uri, Patience patience) {
    return new HttpRequest("GET", uri, Map.of(), Optional.empty(), Optional.empty(), patience);
  }

  /** Sends a body. */
  public static HttpRequest post(URI uri, Content content, Patience patience) {
    return new HttpRequest("POST", uri, Map.of(), Optional.empty(), Optional.of(content), patience);
  }

  /** Sends a body, as often as wanted. */
  public static HttpRequest put(URI uri, Content content, Patience patience) {
    return new HttpRequest("PUT", uri, Map.of(), Optional.empty(), Optional.of(content), patience);
  }

  /** The same with one more header. */
  public HttpRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpRequest(method, uri, more, authorization, content, patience);
  }

  /** The same with credentials. */
  public HttpRequest with(Authorization credentials) {
    return new HttpRequest(method, uri, headers, Optional.of(credentials), content, patience);
  }
}
