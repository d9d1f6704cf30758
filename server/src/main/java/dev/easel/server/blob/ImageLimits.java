package dev.easel.server.blob;

import dev.easel.server.domain.BlobPurpose;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;

/**
 * What an image may be, and how hard its header may be to read.
 *
 * @param longestSide most pixels across or down
 * @param mostPixels most pixels in all
 * @param mostRead most bytes to read of an image, wherever they lie; each place counts as eight
 * @param strict whether anything but one still image is refused: frames of an animation, bytes
 *     after the end, encodings that few can read
 */
record ImageLimits(int longestSide, long mostPixels, int mostRead, boolean strict) {
  /**
   * For what a caller sends: whatever could make a decoder work hard, or could be taken for another
   * kind of file, ends here, before any seller sees it.
   */
  static final ImageLimits SOURCES = new ImageLimits(8_192, 50_000_000, 64 << 10, true);

  /**
   * For what a seller made. It was paid for, so it is refused only where it is not a whole image at
   * all: a few bytes too many at its end harm nobody, and a lost image does.
   */
  static final ImageLimits RESULTS = new ImageLimits(16_384, 1 << 28, 1 << 20, false);

  /** The limits of what is kept for a purpose. */
  static ImageLimits of(BlobPurpose purpose) {
    return switch (purpose) {
      case UPLOAD, SOURCE -> SOURCES;
      case RESULT, PREVIEW -> RESULTS;
    };
  }

  /** Refuses what a strict reader does not take. */
  void refuseIfStrict(String what) throws NotAnImageException {
    if (strict) {
      throw new NotAnImageException(what);
    }
  }

  /** The size, if it is within the limits. */
  Size size(long width, long height) throws NotAnImageException {
    if (width <= 0 || height <= 0) {
      throw new NotAnImageException("the image says that it has no pixels");
    }
    if (width > longestSide || height > longestSide) {
      throw new NotAnImageException(
          "the image is %dx%d; its sides may have up to %d pixels"
              .formatted(width, height, longestSide));
    }
    if (width * height > mostPixels) {
      throw new NotAnImageException(
          "the image is %dx%d; it may have up to %d pixels in all"
              .formatted(width, height, mostPixels));
    }
    return new Size((int) width, (int) height);
  }
}
