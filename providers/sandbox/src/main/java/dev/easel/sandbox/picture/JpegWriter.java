package dev.easel.sandbox.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes one baseline JPEG (ITU-T T.81) in a JFIF file, eight rows at a time. */
final class JpegWriter {

  private static final int BLOCK = 8;

  private final RowSource picture;
  private final DataOutputStream out;
  private final JpegQuantisation brightness;
  private final JpegQuantisation colour;

  /** {@code quality} is the customary 1 to 100. */
  JpegWriter(RowSource picture, OutputStream out, int quality) {
    this.picture = picture;
    this.out = new DataOutputStream(out);
    this.brightness = JpegQuantisation.brightness(quality);
    this.colour = JpegQuantisation.colour(quality);
  }

  void write() throws IOException {
    out.writeShort(0xFFD8);
    writeFileHeader();
    writeQuantisation();
    writeFrameHeader();
    writeHuffmanTables();
    writeScanHeader();
    writeBlocks();
    out.writeShort(0xFFD9);
    out.flush();
  }

  private void writeFileHeader() throws IOException {
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes("JFIF\0".getBytes(StandardCharsets.US_ASCII));
    // Version 1.1; square pixels of no stated size; no thumbnail.
    segment.writeBytes(new byte[] {1, 1, 0, 0, 1, 0, 1, 0, 0});
    segment(0xFFE0, segment);
  }

  private void writeQuantisation() throws IOException {
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.write(0);
    segment.writeBytes(brightness.inZigzag());
    segment.write(1);
    segment.writeBytes(colour.inZigzag());
    segment(0xFFDB, segment);
  }

  private void writeFrameHeader() throws IOException {
    int height = picture.height();
    int width = picture.width();
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(new byte[] {8, (byte) (height >> 8), (byte) height});
    segment.writeBytes(new byte[] {(byte) (width >> 8), (byte) width, 3});
    // Number, sampling 1 by 1, quantisation table, of Y, Cb and Cr.
    segment.writeBytes(new byte[] {1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1});
    segment(0xFFC0, segment);
  }

  private void writeHuffmanTables() throws IOException {
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    JpegHuffman.BRIGHTNESS_DC.describe(0x00, segment);
    JpegHuffman.BRIGHTNESS_AC.describe(0x10, segment);
    JpegHuffman.COLOUR_DC.describe(0x01, segment);
    JpegHuffman.COLOUR_AC.describe(0x11, segment);
    segment(0xFFC4, segment);
  }

  private void writeScanHeader() throws IOException {
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(new byte[] {3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0});
    segment(0xFFDA, segment);
  }

  private void segment(int marker, ByteArrayOutputStream content) throws IOException {
    out.writeShort(marker);
    out.writeShort(content.size() + 2);
    content.writeTo(out);
  }

  private void writeBlocks() throws IOException {
    JpegBits bits = new JpegBits(out);
    JpegChannel[] channels = {
      new JpegChannel(brightness, JpegHuffman.BRIGHTNESS_DC, JpegHuffman.BRIGHTNESS_AC, bits),
      new JpegChannel(colour, JpegHuffman.COLOUR_DC, JpegHuffman.COLOUR_AC, bits),
      new JpegChannel(colour, JpegHuffman.COLOUR_DC, JpegHuffman.COLOUR_AC, bits)
    };
    int[][] rows = new int[BLOCK][picture.width()];
    for (int y = 0; y < picture.height(); y += BLOCK) {
      for (int i = 0; i < BLOCK; i++) {
        // The last row is repeated below the picture's end; decoders cut it off.
        picture.row(Math.min(y + i, picture.height() - 1), rows[i]);
      }
      for (int x = 0; x < picture.width(); x += BLOCK) {
        writeBlock(channels, rows, x);
      }
    }
    bits.finish();
  }

  private void writeBlock(JpegChannel[] channels, int[][] rows, int left) throws IOException {
    for (int y = 0; y < BLOCK; y++) {
      for (int x = 0; x < BLOCK; x++) {
        int pixel = rows[y][Math.min(left + x, picture.width() - 1)];
        float red = pixel >> 16 & 255;
        float green = pixel >> 8 & 255;
        float blue = pixel & 255;
        int at = y * BLOCK + x;
        channels[0].set(at, 0.299f * red + 0.587f * green + 0.114f * blue - 128);
        channels[1].set(at, -0.168736f * red - 0.331264f * green + 0.5f * blue);
        channels[2].set(at, 0.5f * red - 0.418688f * green - 0.081312f * blue);
      }
    }
    for (JpegChannel channel : channels) {
      channel.writeBlock();
    }
  }
}
