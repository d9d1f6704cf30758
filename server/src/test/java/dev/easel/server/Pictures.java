package dev.easel.server;

import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small real images, made by another's encoder where there is one. */
public final class Pictures {
  private Pictures() {}

  /** An image; the WebP is a header with an empty body, since the JDK writes none. */
  public static byte[] of(ImageFormat format, Size size) {
    return switch (format) {
      case PNG -> encode("png", size);
      case JPEG -> encode("jpg", size);
      case WEBP -> webp(size);
    };
  }

  /** A PNG with an alpha channel, such as a mask. */
  public static byte[] transparent(Size size) {
    return encode("png", size, BufferedImage.TYPE_INT_ARGB);
  }

  /** A JPEG of so many bytes, most of them noise that is like no other part of it. */
  public static byte[] noisy(int length) {
    byte[] image = new byte[length];
    new Random(5).nextBytes(image);
    for (int i = 0; i < length; i++) {
      // No marker among them.
      image[i] &= 0x7f;
    }
    byte[] whole = of(ImageFormat.JPEG, new Size(640, 480));
    System.arraycopy(whole, 0, image, 0, whole.length - 2);
    System.arraycopy(whole, whole.length - 2, image, length - 2, 2);
    return image;
  }

  private static byte[] encode(String format, Size size) {
    return encode(format, size, BufferedImage.TYPE_INT_RGB);
  }

  private static byte[] encode(String format, Size size, int type) {
    BufferedImage image = new BufferedImage(size.width(), size.height(), type);
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        image.setRGB(x, y, (x * 31 + y * 17) << 3);
      }
    }
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(image, format, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] webp(Size size) {
    ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(24);
    bytes.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(12);
    bytes.put((byte) 0x2f).putInt((size.width() - 1) | ((size.height() - 1) << 14));
    return bytes.array();
  }
}
