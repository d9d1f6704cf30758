package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A form with images. Of a file no more than its head is kept. */
final class EditForm {

  private static final long MOST_BYTES = 50L * 1024 * 1024;
  private static final int MOST_PARTS = 64;
  private static final int LONGEST_TEXT = 1024 * 1024;
  private static final int HEAD = 64 * 1024;

  private final MultipartReader form;
  private final Map<String, Json> fields = new LinkedHashMap<>();
  private final List<Reference> images = new ArrayList<>();
  private @Nullable Reference mask;

  private EditForm(MultipartReader form) {
    this.form = form;
  }

  static EditInputs read(MultipartReader form) throws IOException, Rejected {
    EditForm read = new EditForm(form);
    int parts = 0;
    for (Optional<MultipartReader.Part> part = form.next(); part.isPresent(); part = form.next()) {
      if (++parts > MOST_PARTS) {
        throw new Rejected(ApiError.unreadable(400, "There are too many parts in the form."));
      }
      read.take(part.get());
    }
    return new EditInputs(
        new Parameters(read.fields, true), read.images, Optional.ofNullable(read.mask));
  }

  private void take(MultipartReader.Part part) throws IOException, Rejected {
    switch (part.name()) {
      case "image", "image[]" -> images.add(file("image"));
      case "mask" -> mask = file("mask");
      default -> {
        if (part.file()) {
          throw new Rejected(
              ApiError.request(
                  "unknown_parameter",
                  Parameters.shown(part.name()),
                  "Unknown parameter: '" + Parameters.shown(part.name()) + "'."));
        }
        fields.put(part.name(), new Json.Text(text(part.name())));
      }
    }
  }

  private Reference file(String name) throws IOException, Rejected {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    byte[] piece = new byte[HEAD];
    long length = 0;
    for (int count = form.read(piece); count >= 0; count = form.read(piece)) {
      head.write(piece, 0, Math.min(count, HEAD - head.size()));
      length += count;
      if (length > MOST_BYTES) {
        throw EditInputs.tooLarge(name);
      }
    }
    return ImageHead.read(head.toByteArray()).orElseThrow(() -> EditInputs.noImage(name));
  }

  private String text(String name) throws IOException, Rejected {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] piece = new byte[HEAD];
    for (int count = form.read(piece); count >= 0; count = form.read(piece)) {
      text.write(piece, 0, count);
      if (text.size() > LONGEST_TEXT) {
        throw new Rejected(
            ApiError.request(
                "string_above_max_length",
                Parameters.shown(name),
                "Invalid '" + Parameters.shown(name) + "': string too long."));
      }
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
