package dev.easel.sandbox.openai;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Width and height. */
record PixelSize(int width, int height) {

  static final PixelSize SQUARE = new PixelSize(1024, 1024);
  static final PixelSize PORTRAIT = new PixelSize(1024, 1536);
  static final PixelSize LANDSCAPE = new PixelSize(1536, 1024);

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");
  private static final int LEAST_PIXELS = 655_360;
  private static final int MOST_PIXELS = 8_294_400;
  private static final int LONGEST = 3840;
  private static final int STEP = 16;
  private static final int STEEPEST = 3;

  static Optional<PixelSize> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new PixelSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** Which part of the rule for free sizes is broken, in words; nothing if none is. */
  Optional<String> unfit() {
    long pixels = (long) width * height;
    if (width % STEP != 0 || height % STEP != 0) {
      return Optional.of("both sides must be multiples of 16");
    }
    if (Math.max(width, height) > LONGEST) {
      return Optional.of("no side may be longer than 3840");
    }
    if (Math.max(width, height) > STEEPEST * Math.min(width, height)) {
      return Optional.of("the ratio may not exceed 3:1");
    }
    return pixels < LEAST_PIXELS || pixels > MOST_PIXELS
        ? Optional.of("there must be from 655360 to 8294400 pixels")
        : Optional.empty();
  }

  String text() {
    return width + "x" + height;
  }
}
