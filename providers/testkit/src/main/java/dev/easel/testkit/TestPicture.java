package dev.easel.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.spi.SourceBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * A PNG of one colour and any length: what it has beyond its few pixels is in a chunk that readers
 * pass over, and is made while it is read. Immutable.
 */
public final class TestPicture implements SourceBytes {
  private static final int SIDE = 64;
  private static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

  /** A chunk of nobody's that is safe to pass over. */
  private static final String BALLAST = "eaSl";

  private final byte[] before;
  private final long ballast;
  private final byte[] after;

  private TestPicture(byte[] before, long ballast, byte[] after) {
    this.before = before;
    this.ballast = ballast;
    this.after = after;
  }

  /**
   * A picture of a few hundred bytes.
   *
   * @param colour which one, from 0 to 255; another colour is another picture
   */
  public static TestPicture small(int colour) {
    return large(colour, 0);
  }

  /** A picture that is this many bytes longer. */
  public static TestPicture large(int colour, int bytes) {
    ByteArrayOutputStream before = new ByteArrayOutputStream();
    before.writeBytes(SIGNATURE.getBytes(ISO_8859_1));
    before.writeBytes(chunk("IHDR", header()));
    before.writeBytes(ByteBuffer.allocate(4).putInt(bytes).array());
    before.writeBytes(BALLAST.getBytes(ISO_8859_1));
    ByteArrayOutputStream after = new ByteArrayOutputStream();
    after.writeBytes(ballastChecksum(bytes));
    after.writeBytes(chunk("IDAT", pixels(colour)));
    after.writeBytes(chunk("IEND", new byte[0]));
    return new TestPicture(before.toByteArray(), bytes, after.toByteArray());
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.PNG;
  }

  @Override
  public Size size() {
    return new Size(SIDE, SIDE);
  }

  @Override
  public long length() {
    return before.length + ballast + after.length;
  }

  @Override
  public ReadableByteChannel open() {
    return Channels.newChannel(stream());
  }

  /** All of it. */
  public byte[] bytes() {
    try (InputStream stream = stream()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream stream() {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(before),
                new Ballast(ballast),
                new ByteArrayInputStream(after))));
  }

  /** Eight bits of grey and eight of alpha, so that it can be a mask. */
  private static byte[] header() {
    return ByteBuffer.allocate(13)
        .putInt(SIDE)
        .putInt(SIDE)
        .put(new byte[] {8, 4, 0, 0, 0})
        .array();
  }

  private static byte[] pixels(int colour) {
    byte[] row = new byte[1 + 2 * SIDE];
    Arrays.fill(row, 1, row.length, (byte) colour);
    for (int alpha = 2; alpha < row.length; alpha += 2) {
      row[alpha] = (byte) 0xff;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream pixels = new DeflaterOutputStream(packed)) {
      for (int line = 0; line < SIDE; line++) {
        pixels.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    CRC32 checksum = new CRC32();
    checksum.update(type.getBytes(ISO_8859_1));
    checksum.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(type.getBytes(ISO_8859_1))
        .put(data)
        .putInt((int) checksum.getValue())
        .array();
  }

  private static byte[] ballastChecksum(long length) {
    CRC32 checksum = new CRC32();
    checksum.update(BALLAST.getBytes(ISO_8859_1));
    byte[] window = new byte[64 * 1024];
    Ballast bytes = new Ballast(length);
    for (int count = bytes.read(window, 0, window.length);
        count > 0;
        count = bytes.read(window, 0, window.length)) {
      checksum.update(window, 0, count);
    }
    return ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
  }

  /** Bytes that differ by place, so that parts in the wrong order are noticed. */
  private static final class Ballast extends InputStream {
    private final long length;
    private long place;

    Ballast(long length) {
      this.length = length;
    }

    @Override
    public int read() {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
      if (place == length) {
        return -1;
      }
      int given = (int) Math.min(count, length - place);
      for (int index = 0; index < given; index++) {
        bytes[offset + index] = (byte) (((place + index) * 0x9e3779b97f4a7c15L) >>> 56);
      }
      place += given;
      return given;
    }
  }
}
