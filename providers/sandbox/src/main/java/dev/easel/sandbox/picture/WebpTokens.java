package dev.easel.sandbox.picture;

import java.io.IOException;

/** Receives an image as VP8L codes it: pixels, and copies of pixels that were there before. */
interface WebpTokens {

  /** From where pixels are copied, by the number of the distance in VP8L's plane of neighbours. */
  enum Source {
    ABOVE(0),
    LEFT(1);

    private final int code;

    Source(int code) {
      this.code = code;
    }

    /** The prefix code of this distance, which has no extra bits. */
    int code() {
      return code;
    }
  }

  /** The longest copy that VP8L knows. */
  int LONGEST = 4096;

  /** The next pixel, or what is left of it after prediction. */
  void pixel(int argb) throws IOException;

  /** The next {@code length} pixels are those from there; from the left they are all the same. */
  void copy(Source source, int length) throws IOException;
}
