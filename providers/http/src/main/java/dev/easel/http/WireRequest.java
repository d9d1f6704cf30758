package dev.easel.http;

import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** A request as it is written to a connection. */
final class WireRequest {
  private WireRequest() {}

  static ClassicHttpRequest of(HttpRequest request, String userAgent, Progress progress) {
    var wire = new BasicClassicHttpRequest(request.method(), target(request));
    wire.setHeader(HttpHeaders.HOST, request.uri().getRawAuthority());
    wire.setHeader(HttpHeaders.USER_AGENT, userAgent);
    // What unpacks to something huge is refused.
    wire.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    request.headers().forEach(wire::setHeader);
    request
        .authorization()
        .ifPresent(credentials -> wire.setHeader(credentials.header(), credentials.reveal()));
    request
        .content()
        .ifPresent(content -> {
          wire.setHeader(HttpHeaders.CONTENT_TYPE, content.mediaType());
          wire.setHeader(HttpHeaders.CONTENT_LENGTH, content.length());
          wire.setEntity(new OneShotBody(content, progress));
        });
    return wire;
  }

  private static String target(HttpRequest request) {
    URI uri = URI.create(request.uri().toASCIIString());
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return path + query + request.query().map(secret -> "?" + secret.reveal()).orElse("");
  }
}
