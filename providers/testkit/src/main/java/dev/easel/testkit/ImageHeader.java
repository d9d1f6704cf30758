package dev.easel.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What an image's own bytes say of it.
 *
 * @param format its format
 * @param size its size
 */
public record ImageHeader(ImageFormat format, Size size) {
  private static final String PNG = "\u0089PNG\r\n\u001a\n";
  private static final int START_OF_FRAME = 0xc0;

  /**
   * Reads a whole PNG, JPEG or WebP.
   *
   * @throws NotAnImageException if the bytes are none, or lack their end
   */
  public static ImageHeader read(byte[] bytes) throws NotAnImageException {
    try {
      String text = new String(bytes, 0, Math.min(bytes.length, 16), ISO_8859_1);
      if (text.startsWith(PNG)) {
        return png(bytes);
      }
      if (text.startsWith("\u00ff\u00d8\u00ff")) {
        return jpeg(bytes);
      }
      if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
        return webp(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new NotAnImageException("the image ends inside its header");
    }
    throw new NotAnImageException("the bytes are of no known format");
  }

  private static ImageHeader png(byte[] bytes) throws NotAnImageException {
    require(new String(bytes, bytes.length - 8, 4, ISO_8859_1).equals("IEND"), "a PNG without end");
    ByteBuffer header = ByteBuffer.wrap(bytes);
    return new ImageHeader(ImageFormat.PNG, new Size(header.getInt(16), header.getInt(20)));
  }

  private static ImageHeader jpeg(byte[] bytes) throws NotAnImageException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    require(buffer.getShort(bytes.length - 2) == (short) 0xffd9, "a JPEG without end");
    int position = 2;
    while (!isFrame(buffer.get(position + 1) & 0xff)) {
      position += 2 + (buffer.getShort(position + 2) & 0xffff);
    }
    Size size = new Size(buffer.getShort(position + 7), buffer.getShort(position + 5));
    return new ImageHeader(ImageFormat.JPEG, size);
  }

  /** The frame markers, without the tables of Huffman (c4), JPG (c8) and arithmetic coding (cc). */
  private static boolean isFrame(int marker) {
    return marker >= START_OF_FRAME
        && marker <= 0xcf
        && marker != 0xc4
        && marker != 0xc8
        && marker != 0xcc;
  }

  private static ImageHeader webp(ByteBuffer bytes) throws NotAnImageException {
    require(bytes.getInt(4) + 8L <= bytes.limit(), "a WebP without end");
    byte[] chunk = new byte[4];
    bytes.get(12, chunk);
    return new ImageHeader(
        ImageFormat.WEBP,
        switch (new String(chunk, ISO_8859_1)) {
          case "VP8 " -> new Size(bytes.getShort(26) & 0x3fff, bytes.getShort(28) & 0x3fff);
          case "VP8L" ->
              new Size((bytes.getInt(21) & 0x3fff) + 1, ((bytes.getInt(21) >> 14) & 0x3fff) + 1);
          case "VP8X" ->
              new Size((bytes.getInt(24) & 0xffffff) + 1, (bytes.getInt(27) & 0xffffff) + 1);
          default -> throw new NotAnImageException("a WebP of no known kind");
        });
  }

  private static void require(boolean whole, String problem) throws NotAnImageException {
    if (!whole) {
      throw new NotAnImageException(problem);
    }
  }
}
