package dev.easel.http;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.HeaderGroup;

/** A whole answer. Immutable. */
public final class Reply {
  private static final JsonReader READER = new JsonReader(JsonLimits.ANSWER);

  private final int status;
  private final HeaderGroup headers;
  private final byte[] body;

  Reply(int status, HeaderGroup headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** Whether the status code is of the 200s. */
  public boolean successful() {
    return status >= 200 && status < 300;
  }

  /** The first header of this name, whatever its case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirstHeader(name)).map(Header::getValue);
  }

  /**
   * The body as JSON that is taken at its word: something in it is to be trusted, or compared.
   *
   * @throws JsonException if it is something else, a key occurs twice, or a number is too large or
   *     too fine
   */
  public Json json() throws JsonException {
    return READER.read(body);
  }

  /**
   * The body as JSON that is taken at its word, within these limits.
   *
   * @throws JsonException if it is something else, a key occurs twice, or a number is too large or
   *     too fine
   */
  public Json json(JsonLimits limits) throws JsonException {
    return new JsonReader(limits).read(body);
  }

  /**
   * The body as JSON, if it is, as far as it can be understood: the last value of a key counts, and
   * a number too large or too fine is null.
   */
  public Optional<Json> findJson() {
    try {
      return Optional.of(READER.readLeniently(body));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "HTTP " + status + ", " + body.length + " bytes";
  }
}
