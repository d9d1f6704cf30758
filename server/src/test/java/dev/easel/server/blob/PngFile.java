package dev.easel.server.blob;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes a PNG chunk by chunk, right or wrong as a test wants it. */
public final class PngFile {
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PngFile() {
    bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
  }

  /** A whole one whose pixels are all zero. */
  public static PngFile of(int width, int height, int depth, int type, int interlace) {
    PngFile file = new PngFile().header(width, height, depth, type, interlace);
    return type == 3 ? file.chunk("PLTE", new byte[6]) : file;
  }

  /** A whole one with no way to be wrong. */
  public static PngFile small() {
    return of(16, 12, 8, 2, 0).pixels(16, 12, 24, false);
  }

  PngFile header(int width, int height, int depth, int type, int interlace) {
    return header(width, height, depth, type, 0, 0, interlace);
  }

  PngFile header(
      int width, int height, int depth, int type, int compression, int filter, int interlace) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) depth).put((byte) type);
    header.put((byte) compression).put((byte) filter).put((byte) interlace);
    return chunk("IHDR", header.array());
  }

  PngFile pixels(int width, int height, int bits, boolean interlaced) {
    return chunk("IDAT", deflated(length(width, height, bits, interlaced)));
  }

  private static long length(int width, int height, int bits, boolean interlaced) {
    if (!interlaced) {
      return height * (1 + ((long) width * bits + 7) / 8);
    }
    long length = 0;
    for (int[] pass : ADAM7) {
      long columns = ((long) width - pass[0] + pass[2] - 1) / pass[2];
      long rows = ((long) height - pass[1] + pass[3] - 1) / pass[3];
      length += columns == 0 ? 0 : rows * (1 + (columns * bits + 7) / 8);
    }
    return length;
  }

  /** That many zeros. */
  static byte[] deflated(long length) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    byte[] zeros = new byte[64 << 10];
    try (OutputStream out = new DeflaterOutputStream(deflated)) {
      for (long left = length; left > 0; left -= zeros.length) {
        out.write(zeros, 0, (int) Math.min(left, zeros.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return deflated.toByteArray();
  }

  /** With a chunk whose length and checksum are right. */
  public PngFile chunk(String type, byte[] data) {
    return chunk(type, data, data.length);
  }

  /** With a length that need not be true. */
  PngFile chunk(String type, byte[] data, int length) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    bytes.writeBytes(name);
    bytes.writeBytes(data);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    return this;
  }

  /** The file, with its end. */
  public byte[] end() {
    return chunk("IEND", new byte[0]).unfinished();
  }

  byte[] unfinished() {
    return bytes.toByteArray();
  }
}
