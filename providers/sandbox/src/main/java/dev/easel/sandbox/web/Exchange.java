package dev.easel.sandbox.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;

/**
 * One request and its answer. For one thread at a time; calls block until the network has passed.
 */
public final class Exchange {

  private static final byte[] NO_IMAGE =
      "{\"error\":\"this is no image\"}".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_ECHOED = 256 * 1024;

  private final Request request;
  private final Response response;
  private final Wire wire;
  private byte[] known = new byte[0];

  Exchange(Request request, Response response) {
    this.request = request;
    this.response = response;
    this.wire = new Wire(request, response);
  }

  /** The method in capitals. */
  public String method() {
    return request.getMethod();
  }

  /** The path's segments, decoded, without empty ones. */
  public List<String> path() {
    String path = request.getHttpURI().getDecodedPath();
    return path == null
        ? List.of()
        : Arrays.stream(path.split("/", -1)).filter(segment -> !segment.isEmpty()).toList();
  }

  /** The first value of a query parameter. */
  public Optional<String> query(String name) {
    Fields.Field field = Request.extractQueryParameters(request).get(name);
    return field == null ? Optional.empty() : Optional.ofNullable(field.getValue());
  }

  /** The first value of a header; names are compared without regard to case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** The first value of every header, by its name in small letters. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.putIfAbsent(
          field.getLowerCaseName(), Optional.ofNullable(field.getValue()).orElse(""));
    }
    return headers;
  }

  /** Scheme and authority as the client wrote them, for links that it can follow. */
  public String base() {
    String written = request.getHttpURI().getAuthority();
    // HTTP/1.0 asks without a Host; then the address it connected to must do.
    String authority =
        written == null
            ? Request.getServerName(request) + ":" + Request.getServerPort(request)
            : written;
    return request.getHttpURI().getScheme() + "://" + authority;
  }

  /**
   * Reads the whole body.
   *
   * @param limit the most bytes that are read
   * @return nothing if the body is longer than the limit
   */
  public Optional<byte[]> body(int limit) throws IOException {
    if (request.getLength() > limit) {
      return Optional.empty();
    }
    try (InputStream in = input()) {
      byte[] body = in.readNBytes(limit + 1);
      if (body.length > limit) {
        return Optional.empty();
      }
      known = body;
      return Optional.of(body);
    }
  }

  /**
   * Spoils the answer that is sent from now on; {@code pause} is the time between dribbled bytes.
   */
  public void damage(Damage damage, Duration pause) {
    wire.damage(damage, pause);
  }

  /** Resets the connection now; what is returned has to be thrown, as nothing more can be said. */
  public IOException reset() {
    return wire.reset();
  }

  /**
   * The request as text: its line, every header, and the body, as far as it has been read by {@link
   * #body} or is still to come.
   */
  public String echo() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(method()).append(' ').append(request.getHttpURI().getPathQuery()).append('\n');
    for (HttpField field : request.getHeaders()) {
      text.append(field.getName()).append(": ").append(field.getValue()).append('\n');
    }
    try (InputStream in = input()) {
      byte[] body = known.length > 0 ? known : in.readNBytes(MOST_ECHOED);
      return text.append('\n').append(new String(body, StandardCharsets.UTF_8)).toString();
    }
  }

  /** An image as it is to be sent: itself, or a text if that was asked for. */
  public byte[] image(byte[] file) {
    return wire.damage() == Damage.NO_IMAGE ? NO_IMAGE.clone() : file;
  }

  /** Sends a whole answer; to HEAD, all of it but the body. */
  public void send(Reply reply) throws IOException {
    Reply sent =
        switch (wire.damage()) {
          case MALFORMED -> reply.withBody(reply.body().slice(0, reply.body().remaining() / 2));
          case NO_IMAGE ->
              reply.contentType().startsWith("image/")
                  ? reply.withBody(ByteBuffer.wrap(NO_IMAGE))
                  : reply;
          case NONE, DRIBBLE, TRUNCATE, RESET, WRONG_TYPE -> reply;
        };
    response.setStatus(sent.status());
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(new HttpField(HttpHeader.CONTENT_TYPE, contentType(sent.contentType())));
    headers.put(HttpHeader.CONTENT_LENGTH, sent.body().remaining());
    sent.headers().forEach(headers::put);
    wire.whole(sent.body().duplicate());
  }

  private String contentType(String right) {
    return wire.damage() == Damage.WRONG_TYPE ? "text/html" : right;
  }

  /**
   * The body as it comes. To close it early is no failure of the request: what is left is thrown
   * away after the answer.
   */
  public InputStream input() {
    return new FilterInputStream(Content.Source.asInputStream(request)) {
      @Override
      public void close() {
        // The library would fail the whole request.
      }
    };
  }

  /** Begins an answer of unknown length with status 200. */
  public Stream stream(String contentType) {
    return stream(contentType, Map.of());
  }

  /** The same with further headers, one value each. */
  public Stream stream(String contentType, Map<String, String> headers) {
    response.setStatus(200);
    headers.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType(contentType));
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    return wire::piece;
  }

  /** The body of an answer that is sent piece by piece. */
  @FunctionalInterface
  public interface Stream {

    /**
     * Sends a piece at once, so that its array may be used again; after the last one there is
     * nothing more to send.
     */
    void send(byte[] bytes, boolean last) throws IOException;
  }
}
