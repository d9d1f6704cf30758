package dev.easel.sandbox.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes one PNG (W3C PNG specification, third edition), row by row. */
final class PngWriter {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int TRUE_COLOUR = 2;
  private static final int TRUE_COLOUR_WITH_ALPHA = 6;
  private static final int CHUNK = 64 * 1024;
  // Level 4 is a third of the time of the default level for a few per cent more bytes.
  private static final int LEVEL = 4;

  private final RowSource picture;
  private final DataOutputStream out;
  private final byte[] chunk = new byte[CHUNK];
  private int filled;

  PngWriter(RowSource picture, OutputStream out) {
    this.picture = picture;
    this.out = new DataOutputStream(out);
  }

  void write() throws IOException {
    out.write(SIGNATURE);
    chunk("IHDR", header(), 13);
    Deflater deflater = new Deflater(LEVEL);
    try {
      deflater.setStrategy(Deflater.FILTERED);
      writeRows(deflater);
    } finally {
      deflater.end();
    }
    chunk("IEND", new byte[0], 0);
    out.flush();
  }

  private byte[] header() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(13);
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeInt(picture.width());
    data.writeInt(picture.height());
    data.writeByte(8);
    data.writeByte(picture.transparent() ? TRUE_COLOUR_WITH_ALPHA : TRUE_COLOUR);
    data.writeByte(0);
    data.writeByte(0);
    data.writeByte(0);
    return bytes.toByteArray();
  }

  private void writeRows(Deflater deflater) throws IOException {
    int channels = picture.transparent() ? 4 : 3;
    int[] argb = new int[picture.width()];
    byte[] above = new byte[picture.width() * channels];
    byte[] row = new byte[picture.width() * channels];
    PngFilter filter = new PngFilter(channels, row.length);
    for (int y = 0; y < picture.height(); y++) {
      picture.row(y, argb);
      unpack(argb, channels, row);
      deflater.setInput(filter.apply(above, row));
      drain(deflater);
      byte[] spare = above;
      above = row;
      row = spare;
    }
    deflater.finish();
    finish(deflater);
  }

  private static void unpack(int[] argb, int channels, byte[] row) {
    int at = 0;
    for (int pixel : argb) {
      row[at++] = (byte) (pixel >> 16);
      row[at++] = (byte) (pixel >> 8);
      row[at++] = (byte) pixel;
      if (channels == 4) {
        row[at++] = (byte) (pixel >>> 24);
      }
    }
  }

  private void finish(Deflater deflater) throws IOException {
    while (!deflater.finished()) {
      filled += deflater.deflate(chunk, filled, CHUNK - filled);
      flushChunk();
    }
  }

  private void drain(Deflater deflater) throws IOException {
    // Not "until it gives nothing": the first call only takes over level and strategy.
    while (!deflater.needsInput()) {
      filled += deflater.deflate(chunk, filled, CHUNK - filled);
      if (filled == CHUNK) {
        flushChunk();
      }
    }
  }

  private void flushChunk() throws IOException {
    if (filled > 0) {
      chunk("IDAT", chunk, filled);
      filled = 0;
    }
  }

  private void chunk(String type, byte[] data, int length) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data, 0, length);
    out.writeInt(length);
    out.write(name);
    out.write(data, 0, length);
    out.writeInt((int) crc.getValue());
  }
}
