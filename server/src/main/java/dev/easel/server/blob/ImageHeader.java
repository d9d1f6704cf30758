package dev.easel.server.blob;

import dev.easel.server.domain.BlobPurpose;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * What the bytes of an image say of themselves, read without decoding or inflating any.
 *
 * @param format its encoding
 * @param size its size in pixels
 * @param alpha whether its pixels can be transparent, as those of a mask must be
 */
public record ImageHeader(ImageFormat format, Size size, boolean alpha) {
  /**
   * Reads the header of a stored image, and checks that its end is there.
   *
   * @throws NotAnImageException if the bytes are not a whole PNG, JPEG or WebP within the limits
   * @throws IOException if they cannot be read
   */
  public static ImageHeader read(SeekableByteChannel channel, BlobPurpose purpose)
      throws IOException {
    return read(channel, ImageLimits.of(purpose));
  }

  static ImageHeader read(SeekableByteChannel channel, ImageLimits limits) throws IOException {
    ImageBytes bytes = new ImageBytes(channel, limits.mostRead());
    int beginning = (int) Math.min(bytes.length(), ImageSignature.LONGEST);
    return switch (ImageSignature.of(bytes.at(0, beginning))) {
      case PNG -> new PngReader(bytes, limits).read();
      case JPEG -> new JpegReader(bytes, limits).read();
      case WEBP -> new WebpReader(bytes, limits).read();
    };
  }

  /**
   * Refuses bytes whose beginning shows already that no image follows, so that the rest need not be
   * waited for. Says nothing while there are too few to tell.
   *
   * @param beginning is left as it is
   */
  public static void checkBeginning(ByteBuffer beginning) throws NotAnImageException {
    if (beginning.remaining() >= ImageSignature.ENOUGH) {
      ImageSignature.of(beginning.slice());
    }
  }
}
