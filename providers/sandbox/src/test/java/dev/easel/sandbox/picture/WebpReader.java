package dev.easel.sandbox.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes lossless WebP files without colour cache and without a choice of codes, after RFC 9649
 * alone: all fourteen predictors, so that nothing is taken over from what is tested.
 */
final class WebpReader {

  private static final int BLACK = 0xFF000000;

  final int width;
  final int height;
  final boolean alpha;
  final int[] pixels;

  private WebpReader(int width, int height, boolean alpha, int[] pixels) {
    this.width = width;
    this.height = height;
    this.alpha = alpha;
    this.pixels = pixels;
  }

  static WebpReader read(byte[] file) {
    ByteBuffer container = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    expect("RIFF".equals(text(container, 4)), "no RIFF");
    expect(container.getInt() == file.length - 8, "wrong length");
    expect("WEBPVP8L".equals(text(container, 8)), "no VP8L");
    byte[] chunk = new byte[container.getInt()];
    container.get(chunk);
    expect(container.remaining() == chunk.length % 2, "something is left");

    WebpBitSource bits = new WebpBitSource(chunk);
    expect(bits.read(8) == 0x2F, "no signature");
    int width = bits.read(14) + 1;
    int height = bits.read(14) + 1;
    boolean alpha = bits.read(1) == 1;
    expect(bits.read(3) == 0, "another version");

    expect(bits.read(3) == 5, "subtract green first");
    expect(bits.read(3) == 1, "then predict");
    int blockBits = bits.read(3) + 2;
    int across = (width + (1 << blockBits) - 1) >> blockBits;
    int down = (height + (1 << blockBits) - 1) >> blockBits;
    expect(bits.read(1) == 0, "a colour cache");
    int[] predictors = image(across, down, bits);
    expect(bits.read(3) == 0, "a transform, a colour cache or several codes");
    int[] pixels = image(width, height, bits);
    expect(bits.atEnd(), "bits are left");
    for (int i = 0; i < pixels.length; i++) {
      int x = i % width;
      int y = i / width;
      int mode = predictors[(y >> blockBits) * across + (x >> blockBits)] >> 8 & 255;
      pixels[i] = sum(pixels[i], guess(mode, pixels, i, width));
    }
    for (int i = 0; i < pixels.length; i++) {
      int green = pixels[i] >> 8 & 255;
      pixels[i] = sum(pixels[i], green << 16 | green);
    }
    return new WebpReader(width, height, alpha, pixels);
  }

  private static int[] image(int width, int height, WebpBitSource bits) {
    WebpCodeReader green = WebpCodeReader.read(256 + 24, bits);
    WebpCodeReader red = WebpCodeReader.read(256, bits);
    WebpCodeReader blue = WebpCodeReader.read(256, bits);
    WebpCodeReader alpha = WebpCodeReader.read(256, bits);
    WebpCodeReader distance = WebpCodeReader.read(40, bits);
    int[] pixels = new int[width * height];
    int at = 0;
    while (at < pixels.length) {
      int symbol = green.next(bits);
      if (symbol < 256) {
        int argb = symbol << 8 | red.next(bits) << 16 | blue.next(bits);
        pixels[at++] = argb | alpha.next(bits) << 24;
      } else {
        int length = number(symbol - 256, bits);
        int neighbour = number(distance.next(bits), bits);
        int back =
            switch (neighbour) {
              case 1 -> width;
              case 2 -> 1;
              default -> throw new AssertionError("neighbour " + neighbour);
            };
        for (int i = 0; i < length; i++, at++) {
          pixels[at] = pixels[at - back];
        }
      }
    }
    return pixels;
  }

  private static int number(int code, WebpBitSource bits) {
    if (code < 4) {
      return code + 1;
    }
    int extra = (code - 2) >> 1;
    return ((2 + (code & 1)) << extra) + bits.read(extra) + 1;
  }

  private static int guess(int mode, int[] pixels, int at, int width) {
    if (at == 0) {
      return BLACK;
    }
    if (at < width) {
      return pixels[at - 1];
    }
    if (at % width == 0) {
      return pixels[at - width];
    }
    int l = pixels[at - 1];
    int t = pixels[at - width];
    int tr = pixels[at - width + 1];
    int tl = pixels[at - width - 1];
    return switch (mode) {
      case 0 -> BLACK;
      case 1 -> l;
      case 2 -> t;
      case 3 -> tr;
      case 4 -> tl;
      case 5 -> mean(mean(l, tr), t);
      case 6 -> mean(l, tl);
      case 7 -> mean(l, t);
      case 8 -> mean(tl, t);
      case 9 -> mean(t, tr);
      case 10 -> mean(mean(l, tl), mean(t, tr));
      case 11 -> nearer(l, t, tl);
      case 12 -> each((a, b, c) -> Math.clamp(a + b - c, 0, 255), l, t, tl);
      case 13 -> each((a, _, c) -> Math.clamp(a + (a - c) / 2, 0, 255), mean(l, t), t, tl);
      default -> throw new AssertionError("predictor " + mode);
    };
  }

  private static int nearer(int l, int t, int tl) {
    int toLeft = 0;
    int toAbove = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int guess = (l >>> shift & 255) + (t >>> shift & 255) - (tl >>> shift & 255);
      toLeft += Math.abs(guess - (l >>> shift & 255));
      toAbove += Math.abs(guess - (t >>> shift & 255));
    }
    return toLeft < toAbove ? l : t;
  }

  private static int mean(int a, int b) {
    return each((x, y, _) -> (x + y) / 2, a, b, 0);
  }

  private static int sum(int a, int b) {
    return each((x, y, _) -> (x + y) & 255, a, b, 0);
  }

  @FunctionalInterface
  private interface Channel {
    int of(int a, int b, int c);
  }

  private static int each(Channel channel, int a, int b, int c) {
    int pixel = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      pixel |= channel.of(a >>> shift & 255, b >>> shift & 255, c >>> shift & 255) << shift;
    }
    return pixel;
  }

  private static String text(ByteBuffer container, int length) {
    byte[] bytes = new byte[length];
    container.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  int[] row(int y) {
    return Arrays.copyOfRange(pixels, y * width, (y + 1) * width);
  }
}
