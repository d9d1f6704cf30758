package dev.easel.http;

import java.net.URI;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** A request as it is written to a connection. */
final class WireRequest {
  private static final Pattern TARGET = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern VISIBLE = Pattern.compile("[\\t\\x20-\\x7e]*");

  private WireRequest() {}

  static ClassicHttpRequest of(HttpRequest request, String userAgent, Progress progress) {
    // Given at once, a path of two slashes would be taken for a host.
    var wire = new BasicClassicHttpRequest(request.method(), "/");
    wire.setPath(target(request));
    wire.setHeader(HttpHeaders.HOST, Route.to(request.uri()).authority());
    wire.setHeader(HttpHeaders.USER_AGENT, userAgent);
    // What unpacks to something huge is refused.
    wire.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    request.headers().forEach((name, value) -> wire.setHeader(name, checked(name, value)));
    request
        .authorization()
        .ifPresent(credentials ->
            wire.setHeader(
                credentials.header(), checked(credentials.header(), credentials.reveal())));
    request
        .content()
        .ifPresent(content -> {
          if (!content.mediaType().isEmpty()) {
            wire.setHeader(HttpHeaders.CONTENT_TYPE, content.mediaType());
          }
          wire.setHeader(HttpHeaders.CONTENT_LENGTH, content.length());
          wire.setEntity(new OneShotBody(content, progress));
        });
    return wire;
  }

  /** The library would send something else instead, and say nothing. */
  private static String checked(String name, String value) {
    if (!VISIBLE.matcher(value).matches()) {
      // What it is, stays unsaid: it may be a secret.
      throw new IllegalArgumentException("the header " + name + " is not visible ASCII");
    }
    return value;
  }

  private static String target(HttpRequest request) {
    URI uri = URI.create(request.uri().toASCIIString());
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String target = path + query + request.query().map(secret -> "?" + secret.reveal()).orElse("");
    if (!TARGET.matcher(target).matches()) {
      throw new IllegalArgumentException("a URL has characters that it may not have");
    }
    return target;
  }
}
