package dev.easel.server.blob;

import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/**
 * What the bytes of an image say of themselves, read without decoding it.
 *
 * @param format its encoding
 * @param size its size in pixels
 */
public record ImageHeader(ImageFormat format, Size size) {
  private static final int LONGEST_SIDE = 16_384;

  public ImageHeader {
    if (size.width() > LONGEST_SIDE || size.height() > LONGEST_SIDE) {
      throw new IllegalArgumentException("an image has sides up to " + LONGEST_SIDE);
    }
  }

  /**
   * Reads the header, and checks that the end is there.
   *
   * @throws NotAnImageException if the bytes are not a whole PNG, JPEG or WebP
   * @throws IOException if they cannot be read
   */
  public static ImageHeader read(SeekableByteChannel channel) throws IOException {
    ImageBytes bytes = new ImageBytes(channel);
    try {
      if (PngHeader.matches(bytes)) {
        return new ImageHeader(ImageFormat.PNG, PngHeader.size(bytes));
      }
      if (JpegHeader.matches(bytes)) {
        return new ImageHeader(ImageFormat.JPEG, JpegHeader.size(bytes));
      }
      if (WebpHeader.matches(bytes)) {
        return new ImageHeader(ImageFormat.WEBP, WebpHeader.size(bytes));
      }
    } catch (IllegalArgumentException e) {
      throw new NotAnImageException("the image's size is out of range: " + e.getMessage());
    }
    throw new NotAnImageException("the bytes are neither PNG nor JPEG nor WebP");
  }
}
