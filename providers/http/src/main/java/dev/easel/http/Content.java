package dev.easel.http;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonWriter;

/** The body of a request. Immutable; renders as its type and length. */
public final class Content {
  private final String mediaType;
  private final byte[] bytes;

  /** Bytes of a media type. */
  public Content(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes.clone();
  }

  /** A JSON document. */
  public static Content json(Json document) {
    return new Content("application/json", new JsonWriter().write(document));
  }

  String mediaType() {
    return mediaType;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return bytes.length + " bytes of " + mediaType;
  }
}
