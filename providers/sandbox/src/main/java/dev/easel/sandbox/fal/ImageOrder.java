package dev.easel.sandbox.fal;

import dev.easel.sandbox.picture.Description;
import dev.easel.sandbox.picture.Encoding;
import dev.easel.sandbox.seller.Studio;
import java.util.List;

/** The images that a request asks for. */
record ImageOrder(String model, Inputs inputs) {

  private static final String AUTO = "auto";
  private static final String SIZE_FOR_AUTO = "1024x1024";
  private static final int SHORT_ID = 8;

  String prompt() {
    return inputs.text(Inputs.PROMPT);
  }

  int count() {
    return inputs.number(Inputs.NUM_IMAGES);
  }

  boolean inline() {
    return inputs.flag(Inputs.SYNC_MODE);
  }

  String format() {
    return inputs.text(Inputs.OUTPUT_FORMAT, "png");
  }

  String wanted() {
    return count() == 1 ? "1 image" : count() + " images";
  }

  /** Width and height with an x between; what auto becomes where it was asked for. */
  String size() {
    String asked = inputs.text(Inputs.IMAGE_SIZE);
    return asked.equals(AUTO) ? SIZE_FOR_AUTO : asked;
  }

  int width() {
    return Integer.parseInt(size().substring(0, size().indexOf('x')));
  }

  int height() {
    return Integer.parseInt(size().substring(size().indexOf('x') + 1));
  }

  Encoding encoding() {
    return switch (format()) {
      case "png" -> Encoding.PNG;
      case "jpeg" -> Encoding.JPEG;
      case "webp" -> Encoding.WEBP;
      default -> throw new IllegalStateException("validation let " + format() + " pass");
    };
  }

  private String sources() {
    int count = inputs.number(Inputs.IMAGE_URLS, 0);
    return count == 0 ? "" : " | edit of " + count;
  }

  /** What the image of this index, from 0, is made from. */
  Studio.Work work(String requestId, int index) {
    String background = inputs.text(Inputs.BACKGROUND, AUTO);
    List<String> captions =
        List.of(
            "%s | %s | quality %s".formatted(model, size(), inputs.text(Inputs.QUALITY)),
            "background %s | %s%s | image %d of %d | %s"
                .formatted(
                    background,
                    format(),
                    sources(),
                    index + 1,
                    count(),
                    requestId.substring(0, SHORT_ID)));
    Description picture =
        new Description(
            prompt(), index, captions, width(), height(), background.equals("transparent"));
    return new Studio.Work(
        picture, encoding(), inputs.number(Inputs.OUTPUT_COMPRESSION, Encoding.FULL));
  }
}
