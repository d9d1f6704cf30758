package dev.easel.sandbox.web;

import dev.easel.sandbox.json.Json;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole answer.
 *
 * @param status the HTTP status
 * @param contentType the value of Content-Type
 * @param headers further headers, one value each
 * @param body what remains of this buffer, sent with its length; not copied, so not to be changed
 *     afterwards
 */
public record Reply(int status, String contentType, Map<String, String> headers, ByteBuffer body) {

  /** Copies the headers. */
  public Reply {
    headers = Map.copyOf(headers);
    body = body.asReadOnlyBuffer();
  }

  /** An answer of JSON without further headers. */
  public static Reply json(int status, Json body) {
    return new Reply(status, "application/json", Map.of(), ByteBuffer.wrap(body.bytes()));
  }

  /** The same answer with another body. */
  public Reply withBody(ByteBuffer other) {
    return new Reply(status, contentType, headers, other);
  }

  /** The same answer with one more header, or another value of it. */
  public Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, contentType, more, body);
  }
}
