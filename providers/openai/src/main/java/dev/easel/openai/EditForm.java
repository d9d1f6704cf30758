package dev.easel.openai;

import dev.easel.http.Content;
import dev.easel.http.Piece;
import dev.easel.http.json.Json;
import dev.easel.spi.SourceBytes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An edit as multipart/form-data (RFC 7578), whose files are copied from where they are kept while
 * they are sent. File names are ours: a caller's are nobody's business.
 */
final class EditForm {
  private static final String LINE_END = "\r\n";

  private final String boundary;
  private final List<Piece> pieces = new ArrayList<>();

  private EditForm(String boundary) {
    this.boundary = boundary;
  }

  /**
   * A form.
   *
   * @param boundary a line that occurs in nothing that is sent
   * @param imageName the name of every image's part
   */
  static Content of(
      Map<String, Json> parameters,
      String imageName,
      List<SourceBytes> images,
      Optional<SourceBytes> mask,
      String boundary) {
    EditForm form = new EditForm(boundary);
    parameters.forEach((name, value) -> form.field(name, text(value)));
    for (int index = 0; index < images.size(); index++) {
      form.file(imageName, "image-" + index, images.get(index));
    }
    mask.ifPresent(bytes -> form.file("mask", "mask", bytes));
    form.pieces.add(Piece.of("--" + boundary + "--" + LINE_END));
    return new Content("multipart/form-data; boundary=" + boundary, form.pieces);
  }

  private void field(String name, String value) {
    pieces.add(Piece.of(head(name, "") + LINE_END + value + LINE_END));
  }

  private void file(String name, String fileName, SourceBytes bytes) {
    String file = "; filename=\"" + fileName + "." + bytes.format().extension() + "\"";
    String type = "Content-Type: " + bytes.format().mediaType() + LINE_END;
    pieces.add(Piece.of(head(name, file) + type + LINE_END));
    pieces.add(Piece.of(bytes));
    pieces.add(Piece.of(LINE_END));
  }

  private String head(String name, String more) {
    return "--"
        + boundary
        + LINE_END
        + "Content-Disposition: form-data; name=\""
        + name
        + "\""
        + more
        + LINE_END;
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.TextValue(String text) -> text;
      case Json.NumberValue(BigDecimal number) -> number.toPlainString();
      case Json.BooleanValue(boolean flag) -> Boolean.toString(flag);
      case Json.ObjectValue _, Json.ArrayValue _, Json.NullValue _ ->
          throw new IllegalArgumentException("a field of a form is not " + value.describe());
    };
  }
}
