package dev.easel.sandbox.openai;

import dev.easel.sandbox.picture.Encoding;
import java.util.List;

/**
 * A request that is in order, with everything resolved that was left open.
 *
 * @param references the images to be edited, the mask last; none to generate
 * @param closely whether references are looked at with high fidelity
 * @param compression from 0, the smallest file, to 100; noted on the picture
 * @param partials how many partial images are sent on the way; only if {@code stream}
 * @param delivery what its answer is to be like
 */
record ImageTask(
    Operation operation,
    Model model,
    String prompt,
    int count,
    PixelSize size,
    String quality,
    boolean transparent,
    String format,
    int compression,
    boolean stream,
    int partials,
    List<Reference> references,
    boolean closely,
    Delivery delivery) {

  ImageTask {
    references = List.copyOf(references);
  }

  Encoding encoding() {
    return switch (format) {
      case "png" -> Encoding.PNG;
      case "jpeg" -> Encoding.JPEG;
      case "webp" -> Encoding.WEBP;
      default -> throw new IllegalStateException("validation let " + format + " pass");
    };
  }

  String background() {
    return transparent ? "transparent" : "opaque";
  }
}
