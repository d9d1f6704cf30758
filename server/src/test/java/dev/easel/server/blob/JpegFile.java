package dev.easel.server.blob;

import dev.easel.server.Bytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEGs of the JDK's encoder, and what can be done to them. */
final class JpegFile {
  private JpegFile() {}

  static byte[] encoded(int imageType, int width, int height, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.setOutput(out);
      writer.write(
          null, new IIOImage(new BufferedImage(width, height, imageType), null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static byte[] small() {
    return encoded(BufferedImage.TYPE_INT_RGB, 16, 12, false);
  }

  /** With a segment more, right after the JFIF header. */
  static byte[] with(byte[] jpeg, int marker, byte[] payload) {
    int at = 4 + Short.toUnsignedInt(ByteBuffer.wrap(jpeg).getShort(4));
    return Bytes.join(
        Arrays.copyOf(jpeg, at),
        segment(marker, payload),
        Arrays.copyOfRange(jpeg, at, jpeg.length));
  }

  static byte[] segment(int marker, byte[] payload) {
    return ByteBuffer.allocate(4 + payload.length)
        .put((byte) 0xff)
        .put((byte) marker)
        .putShort((short) (2 + payload.length))
        .put(payload)
        .array();
  }

  /** Where the first segment with a marker begins. */
  static int find(byte[] jpeg, int marker) {
    for (int at = 2; at < jpeg.length; ) {
      if (Byte.toUnsignedInt(jpeg[at + 1]) == marker) {
        return at;
      }
      at += 2 + Short.toUnsignedInt(ByteBuffer.wrap(jpeg).getShort(at + 2));
    }
    throw new IllegalArgumentException("no such segment");
  }

  /** A grey one whose blocks stand between restart markers. */
  static byte[] withRestarts() {
    byte[] grey = encoded(BufferedImage.TYPE_BYTE_GRAY, 32, 8, false);
    int scan = find(grey, 0xda);
    int data = scan + 2 + Short.toUnsignedInt(ByteBuffer.wrap(grey).getShort(scan + 2));
    // A block of no change: size 0 of DC is 00, the end of the block 1010, the rest ones.
    byte[] blocks =
        Bytes.of(0x2b, 0xff, 0xd0, 0x2b, 0xff, 0xd1, 0x2b, 0xff, 0xd2, 0x2b, 0xff, 0xd9);
    return with(Bytes.join(Arrays.copyOf(grey, data), blocks), 0xdd, Bytes.of(0, 1));
  }

  /** With other numbers in its frame. */
  static byte[] framed(byte[] jpeg, int marker, int height, int width) {
    byte[] framed = jpeg.clone();
    int frame = find(framed, 0xc0);
    framed[frame + 1] = (byte) marker;
    ByteBuffer.wrap(framed).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
    return framed;
  }
}
