package dev.easel.http;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The body of a request: pieces of known length, written one after the other and never held
 * together. Immutable; renders as its type and length.
 */
public final class Content {
  private final String mediaType;
  private final List<Piece> pieces;

  /** Pieces that make up a body of a media type. */
  public Content(String mediaType, List<Piece> pieces) {
    this.mediaType = mediaType;
    this.pieces = List.copyOf(pieces);
  }

  /** Bytes of a media type. */
  public Content(String mediaType, byte[] bytes) {
    this(mediaType, List.of(Piece.of(bytes.clone())));
  }

  /** A JSON document. */
  public static Content json(Json document) {
    return new Content("application/json", new JsonWriter().write(document));
  }

  String mediaType() {
    return mediaType;
  }

  long length() {
    return pieces.stream().mapToLong(Piece::length).sum();
  }

  void writeTo(OutputStream out) throws IOException {
    for (Piece piece : pieces) {
      piece.writeTo(out);
    }
  }

  @Override
  public String toString() {
    return length() + " bytes of " + mediaType;
  }
}
