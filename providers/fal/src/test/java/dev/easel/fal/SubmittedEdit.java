package dev.easel.fal;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.testkit.ArrivedEdit;
import dev.easel.testkit.ArrivedImage;
import dev.easel.testkit.TappedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads the sources of an edit out of its submit, uploads included. */
final class SubmittedEdit {
  private static final JsonReader READER = new JsonReader(new JsonLimits(8 << 20, 1 << 20, 8));

  private SubmittedEdit() {}

  static Optional<ArrivedEdit> read(TappedRequest request) {
    try {
      String host = request.header("Host").orElseThrow();
      Json input = READER.read(request.bytes());
      List<ArrivedImage> images =
          input.elements("image_urls").stream()
              .map(url -> image(host, url.asText().orElseThrow()))
              .toList();
      Optional<ArrivedImage> mask =
          input
              .text("mask_image_url")
              .or(() -> input.text("mask_url"))
              .map(url -> image(host, url));
      return images.isEmpty() ? Optional.empty() : Optional.of(new ArrivedEdit(images, mask));
    } catch (JsonException e) {
      throw new AssertionError("a submit is JSON", e);
    }
  }

  private static ArrivedImage image(String host, String url) {
    if (url.startsWith("data:image/png;base64,")) {
      byte[] bytes = Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
      return new ArrivedImage.Bytes(ByteBuffer.wrap(bytes));
    }
    return url.startsWith("http://" + host + "/files/")
        ? new ArrivedImage.Bytes(ByteBuffer.wrap(fetch(url)))
        : new ArrivedImage.Link(URI.create(url));
  }

  private static byte[] fetch(String url) {
    try (InputStream stream = URI.create(url).toURL().openStream()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
