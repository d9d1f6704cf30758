package dev.easel.server.blob;

import dev.easel.sandbox.picture.Encoding;
import dev.easel.sandbox.picture.RowSource;
import dev.easel.server.Bytes;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Images that any decoder reads: of every kind there is, and by four encoders. */
final class GoodImages {
  /** A file and what its header must tell. */
  static final class Good {
    private final String name;
    private final byte[] bytes;
    private final ImageHeader header;

    private Good(String name, byte[] bytes, ImageHeader header) {
      this.name = name;
      this.bytes = bytes;
      this.header = header;
    }

    byte[] bytes() {
      return bytes;
    }

    ImageHeader header() {
      return header;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Good> all = new ArrayList<>();

  static List<Good> all() {
    GoodImages images = new GoodImages();
    images.addPng();
    images.addJpeg();
    images.addWebp();
    images.addSandbox();
    return images.all;
  }

  private void add(String name, byte[] bytes, ImageFormat format, Size size, boolean alpha) {
    all.add(new Good(name, bytes, new ImageHeader(format, size, alpha)));
  }

  private void png(String name, byte[] bytes, boolean alpha) {
    add(name, bytes, ImageFormat.PNG, new Size(16, 12), alpha);
  }

  private void jpeg(String name, byte[] bytes) {
    add(name, bytes, ImageFormat.JPEG, new Size(16, 12), false);
  }

  private void webp(String name, byte[] bytes, boolean alpha) {
    add(name, bytes, ImageFormat.WEBP, new Size(16, 12), alpha);
  }

  private void addPng() {
    for (PngColour colour : PngColour.values()) {
      for (int depth : new int[] {1, 2, 4, 8, 16}) {
        if (colour.allows(depth)) {
          colour(colour, depth, 0);
          colour(colour, depth, 1);
        }
      }
    }
    png(
        "PNG with a transparent colour",
        PngFile.of(16, 12, 8, 0, 0).chunk("tRNS", new byte[2]).pixels(16, 12, 8, false).end(),
        true);
    png(
        "PNG with a transparent palette",
        PngFile.of(16, 12, 8, 3, 0).chunk("tRNS", new byte[2]).pixels(16, 12, 8, false).end(),
        true);
    png("PNG with pixels in a chunk for each byte", scattered(), false);
    png(
        "PNG with a text that inflates to 200 MB",
        PngFile.of(16, 12, 8, 2, 0)
            .chunk("zTXt", Bytes.join(Bytes.text("bomb\0\0"), PngFile.deflated(200_000_000)))
            .pixels(16, 12, 24, false)
            .end(),
        false);
    png(
        "PNG with EXIF and a text after its pixels",
        PngFile.small().chunk("eXIf", new byte[40]).chunk("tEXt", Bytes.text("a\0b")).end(),
        false);
    add(
        "PNG as large as may be",
        PngFile.of(8_192, 6_103, 1, 0, 0).pixels(8_192, 6_103, 1, false).end(),
        ImageFormat.PNG,
        new Size(8_192, 6_103),
        false);
  }

  private void colour(PngColour colour, int depth, int interlace) {
    byte[] bytes =
        PngFile.of(16, 12, depth, colour.type(), interlace)
            .pixels(16, 12, depth * samples(colour), interlace == 1)
            .end();
    String kind = interlace == 1 ? ", interlaced" : "";
    png("PNG " + colour + " " + depth + kind, bytes, colour.alpha());
  }

  private static int samples(PngColour colour) {
    return switch (colour) {
      case GREY, PALETTE -> 1;
      case GREY_WITH_ALPHA -> 2;
      case TRUE_COLOUR -> 3;
      case TRUE_COLOUR_WITH_ALPHA -> 4;
    };
  }

  private static byte[] scattered() {
    PngFile file = PngFile.of(16, 12, 8, 2, 0);
    byte[] deflated = PngFile.deflated(12 * 49);
    for (byte one : deflated) {
      file.chunk("IDAT", new byte[] {one});
    }
    return file.end();
  }

  private void addJpeg() {
    byte[] plain = JpegFile.small();
    jpeg("JPEG", plain);
    jpeg("grey JPEG", JpegFile.encoded(BufferedImage.TYPE_BYTE_GRAY, 16, 12, false));
    jpeg("progressive JPEG", JpegFile.encoded(BufferedImage.TYPE_INT_RGB, 16, 12, true));
    jpeg("JPEG with EXIF", JpegFile.with(plain, 0xe1, Bytes.text("Exif\0\0MM\0*\0\0\0\b\0\0")));
    jpeg(
        "JPEG with a thumbnail in its EXIF",
        JpegFile.with(plain, 0xe1, Bytes.join(Bytes.text("Exif\0\0"), plain)));
    jpeg("JPEG with a comment", JpegFile.with(plain, 0xfe, Bytes.text("%PDF-1.7 is only a word")));
    jpeg("JPEG with a long comment", JpegFile.with(plain, 0xfe, new byte[65_533]));
    jpeg(
        "JPEG with fill bytes",
        Bytes.join(Bytes.of(0xff, 0xd8, 0xff, 0xff), Arrays.copyOfRange(plain, 2, plain.length)));
    byte[] profiled = plain;
    for (int part = 0; part < 12; part++) {
      profiled = JpegFile.with(profiled, 0xe2, new byte[60_000]);
    }
    jpeg("JPEG with twelve segments of a profile", profiled);
    add(
        "JPEG with restart markers",
        JpegFile.withRestarts(),
        ImageFormat.JPEG,
        new Size(32, 8),
        false);
  }

  private void addWebp() {
    webp("lossy WebP", WebpFile.LOSSY, false);
    webp("lossy WebP with alpha", WebpFile.LOSSY_WITH_ALPHA, true);
    webp("lossless WebP", WebpFile.LOSSLESS, false);
    webp("WebP with EXIF", WebpFile.WITH_EXIF, false);
    webp("WebP with a profile", WebpFile.WITH_PROFILE, false);
    webp("lossless WebP with alpha, EXIF and XMP", WebpFile.WITH_ALL, true);
    webp(
        "WebP with a chunk that nobody knows",
        WebpFile.riff(
            WebpFile.extended(0, 16, 12),
            WebpFile.chunk("what", new byte[5]),
            WebpFile.picture(WebpFile.LOSSY)),
        false);
  }

  private void addSandbox() {
    add("the sandbox's PNG", sandbox(Encoding.PNG), ImageFormat.PNG, new Size(40, 24), true);
    add("the sandbox's JPEG", sandbox(Encoding.JPEG), ImageFormat.JPEG, new Size(40, 24), false);
    add("the sandbox's WebP", sandbox(Encoding.WEBP), ImageFormat.WEBP, new Size(40, 24), true);
  }

  private static byte[] sandbox(Encoding encoding) {
    return encoding.bytes(
        new RowSource() {
          @Override
          public int width() {
            return 40;
          }

          @Override
          public int height() {
            return 24;
          }

          @Override
          public boolean transparent() {
            return true;
          }

          @Override
          public void row(int y, int[] argb) {
            for (int x = 0; x < argb.length; x++) {
              argb[x] = x * 0x06050403 + y * 0x01020304;
            }
          }
        });
  }
}
