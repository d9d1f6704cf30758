package dev.easel.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.testkit.ArrivedEdit;
import dev.easel.testkit.ArrivedImage;
import dev.easel.testkit.TappedRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads the sources of an edit out of its request, form or document. */
final class SubmittedEdit {
  private static final JsonReader READER = new JsonReader(new JsonLimits(64 << 20, 32 << 20, 8));
  private static final String BOUNDARY = "multipart/form-data; boundary=";

  private SubmittedEdit() {}

  static Optional<ArrivedEdit> read(TappedRequest request) {
    String type = request.header("Content-Type").orElse("");
    if (!request.target().contains("/images/edits")) {
      return Optional.empty();
    }
    return Optional.of(
        type.startsWith(BOUNDARY)
            ? form(request.body(), "--" + type.substring(BOUNDARY.length()))
            : document(request.bytes()));
  }

  private static ArrivedEdit document(byte[] body) {
    try {
      Json input = READER.read(body);
      return new ArrivedEdit(
          input.elements("images").stream().map(SubmittedEdit::reference).toList(),
          input.find("mask").map(SubmittedEdit::reference));
    } catch (JsonException e) {
      throw new AssertionError("a document is JSON", e);
    }
  }

  private static ArrivedImage reference(Json object) {
    String url = object.text("image_url").orElseThrow();
    return url.startsWith("data:")
        ? new ArrivedImage.Bytes(
            ByteBuffer.wrap(Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1))))
        : new ArrivedImage.Link(URI.create(url));
  }

  /** Every part between two boundaries; the bytes stay where they are. */
  private static ArrivedEdit form(ByteBuffer body, String boundary) {
    String text = ISO_8859_1.decode(body.duplicate()).toString();
    List<ArrivedImage> images = new ArrayList<>();
    Optional<ArrivedImage> mask = Optional.empty();
    int part = text.indexOf(boundary) + boundary.length() + 2;
    for (int next = text.indexOf(boundary, part); next >= 0; next = text.indexOf(boundary, part)) {
      int head = text.indexOf("\r\n\r\n", part);
      ArrivedImage.Bytes bytes =
          new ArrivedImage.Bytes(body.slice(head + 4, next - 2 - (head + 4)));
      String name = text.substring(part, head);
      if (name.contains("name=\"image[]\"") || name.contains("name=\"image\"")) {
        images.add(bytes);
      } else if (name.contains("name=\"mask\"")) {
        mask = Optional.of(bytes);
      }
      part = next + boundary.length() + 2;
    }
    return new ArrivedEdit(images, mask);
  }
}
