package dev.easel.sandbox.picture;

/** Guesses a pixel from its neighbours; those of VP8L's fourteen that help drawings. */
enum WebpPredictor {
  LEFT(1) {
    @Override
    int guess(int left, int above, int corner) {
      return left;
    }
  },
  ABOVE(2) {
    @Override
    int guess(int left, int above, int corner) {
      return above;
    }
  },
  AVERAGE(7) {
    @Override
    int guess(int left, int above, int corner) {
      return ((left ^ above) >>> 1 & 0x7F7F7F7F) + (left & above);
    }
  },
  SELECT(11) {
    @Override
    int guess(int left, int above, int corner) {
      int fromLeft = 0;
      int fromAbove = 0;
      for (int shift = 0; shift < 32; shift += 8) {
        int at = corner >>> shift & 255;
        fromLeft += Math.abs((above >>> shift & 255) - at);
        fromAbove += Math.abs((left >>> shift & 255) - at);
      }
      return fromLeft < fromAbove ? left : above;
    }
  },
  SLOPE(12) {
    @Override
    int guess(int left, int above, int corner) {
      int guess = 0;
      for (int shift = 0; shift < 32; shift += 8) {
        int sum = (left >>> shift & 255) + (above >>> shift & 255) - (corner >>> shift & 255);
        guess |= Math.clamp(sum, 0, 255) << shift;
      }
      return guess;
    }
  };

  private final int number;

  WebpPredictor(int number) {
    this.number = number;
  }

  /** Its number in the format. */
  int number() {
    return number;
  }

  abstract int guess(int left, int above, int corner);

  /** What has to be added to a guess to get the pixel, in each channel for itself. */
  static int difference(int pixel, int guess) {
    int alphaGreen = 0x00FF00FF + (pixel & 0xFF00FF00) - (guess & 0xFF00FF00);
    int redBlue = 0xFF00FF00 + (pixel & 0x00FF00FF) - (guess & 0x00FF00FF);
    return (alphaGreen & 0xFF00FF00) | (redBlue & 0x00FF00FF);
  }

  /** How far a difference is from none, all channels together. */
  static int size(int difference) {
    return Math.abs((byte) (difference >> 24))
        + Math.abs((byte) (difference >> 16))
        + Math.abs((byte) (difference >> 8))
        + Math.abs((byte) difference);
  }
}
