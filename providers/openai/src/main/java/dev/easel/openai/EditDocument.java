package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.http.Content;
import dev.easel.http.Piece;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonWriter;
import dev.easel.spi.SourceBytes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An edit as a JSON document, whose images are encoded while they are sent. */
final class EditDocument {
  /** Longest URL that the schema allows, data URLs included. */
  static final int LONGEST_URL = 20_971_520;

  private final List<Piece> pieces = new ArrayList<>();

  private EditDocument() {}

  static Content of(
      Map<String, Json> parameters, List<EditSource> images, Optional<EditSource> mask) {
    EditDocument document = new EditDocument();
    String object = text(new Json.ObjectValue(parameters));
    document.add(object.substring(0, object.length() - 1) + ",\"images\":[");
    for (int index = 0; index < images.size(); index++) {
      document.add(index == 0 ? "" : ",");
      document.reference(images.get(index));
    }
    document.add("]");
    mask.ifPresent(source -> {
      document.add(",\"mask\":");
      document.reference(source);
    });
    document.add("}");
    return new Content("application/json", document.pieces);
  }

  /** Whether a source is short enough for this form. */
  static boolean takes(SourceBytes bytes) {
    return dataPrefix(bytes).length() + Piece.base64(bytes).length() <= LONGEST_URL;
  }

  private void reference(EditSource source) {
    add("{\"image_url\":");
    switch (source) {
      case EditSource.Published(URI url) -> add(text(Json.of(url.toString())));
      case EditSource.Held(SourceBytes bytes) -> {
        add("\"" + dataPrefix(bytes));
        pieces.add(Piece.base64(bytes));
        add("\"");
      }
    }
    add("}");
  }

  private void add(String text) {
    pieces.add(Piece.of(text));
  }

  private static String dataPrefix(SourceBytes bytes) {
    return "data:" + bytes.format().mediaType() + ";base64,";
  }

  private static String text(Json value) {
    return new String(new JsonWriter().write(value), UTF_8);
  }
}
