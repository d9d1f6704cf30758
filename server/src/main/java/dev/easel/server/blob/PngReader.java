package dev.easel.server.blob;

import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * PNG, by the W3C's specification: a signature and a chain of chunks, IHDR first and IEND last. The
 * chain is followed by its lengths; what lies in the chunks is passed over.
 */
final class PngReader {
  private static final int HEADER_AT = 8;
  private static final int HEADER_LENGTH = 13;
  private static final int LENGTH_AND_TYPE = 8;
  private static final int CHECKSUM = 4;

  private static final int IHDR = 'I' << 24 | 'H' << 16 | 'D' << 8 | 'R';
  private static final int PLTE = 'P' << 24 | 'L' << 16 | 'T' << 8 | 'E';
  private static final int TRNS = 't' << 24 | 'R' << 16 | 'N' << 8 | 'S';
  private static final int IDAT = 'I' << 24 | 'D' << 16 | 'A' << 8 | 'T';
  private static final int IEND = 'I' << 24 | 'E' << 16 | 'N' << 8 | 'D';
  private static final int ACTL = 'a' << 24 | 'c' << 16 | 'T' << 8 | 'L';
  private static final int FCTL = 'f' << 24 | 'c' << 16 | 'T' << 8 | 'L';
  private static final int FDAT = 'f' << 24 | 'd' << 16 | 'A' << 8 | 'T';
  private static final int LOWER_CASE = 0x20;

  private final ImageBytes bytes;
  private final ImageLimits limits;
  private boolean palette;
  private boolean transparency;
  private int before = IHDR;
  private long data;

  PngReader(ImageBytes bytes, ImageLimits limits) {
    this.bytes = bytes;
    this.limits = limits;
  }

  ImageHeader read() throws IOException {
    ByteBuffer header = header();
    Size size =
        limits.size(
            Integer.toUnsignedLong(header.getInt()), Integer.toUnsignedLong(header.getInt()));
    PngColour colour = PngColour.of(header.get(), header.get());
    requireKnown(header.get(), header.get(), header.get());
    followChunks();
    if (data == 0) {
      throw new NotAnImageException("the PNG has no pixels in it");
    }
    if (colour.needsPalette() && !palette) {
      throw new NotAnImageException("the PNG has no palette, and its pixels need one");
    }
    return new ImageHeader(ImageFormat.PNG, size, colour.alpha() || transparency);
  }

  /** What IHDR holds, its checksum seen to be right. */
  private ByteBuffer header() throws IOException {
    ByteBuffer chunk = bytes.at(HEADER_AT, LENGTH_AND_TYPE + HEADER_LENGTH + CHECKSUM);
    if (chunk.getInt(0) != HEADER_LENGTH || chunk.getInt(4) != IHDR) {
      throw new NotAnImageException("the PNG does not begin with its header");
    }
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), chunk.arrayOffset() + 4, 4 + HEADER_LENGTH);
    if ((int) checksum.getValue() != chunk.getInt(LENGTH_AND_TYPE + HEADER_LENGTH)) {
      throw new NotAnImageException("the PNG's header is damaged");
    }
    return chunk.position(LENGTH_AND_TYPE);
  }

  private static void requireKnown(byte compression, byte filter, byte interlace)
      throws NotAnImageException {
    if (compression != 0 || filter != 0 || interlace < 0 || interlace > 1) {
      throw new NotAnImageException("the PNG is encoded in a way that is not PNG's");
    }
  }

  private void followChunks() throws IOException {
    long position = HEADER_AT + LENGTH_AND_TYPE + HEADER_LENGTH + CHECKSUM;
    while (before != IEND) {
      ByteBuffer chunk = bytes.at(position, LENGTH_AND_TYPE);
      long length = Integer.toUnsignedLong(chunk.getInt());
      int type = chunk.getInt();
      position += LENGTH_AND_TYPE + length + CHECKSUM;
      bytes.requireThere(position);
      take(type, length);
      before = type;
    }
    if (position < bytes.length()) {
      limits.refuseIfStrict("the PNG goes on after its end");
    }
  }

  private void take(int type, long length) throws NotAnImageException {
    switch (type) {
      case IHDR -> throw new NotAnImageException("the PNG has a second header");
      case PLTE -> palette = true;
      case TRNS -> transparency = true;
      case IDAT -> takePixels(length);
      case IEND -> requireEmpty(length);
      case ACTL, FCTL, FDAT ->
          limits.refuseIfStrict("the PNG is animated; send one still image of it");
      default -> requireChunk(type);
    }
  }

  private void takePixels(long length) throws NotAnImageException {
    if (data > 0 && before != IDAT) {
      throw new NotAnImageException("the PNG has something between its pixels");
    }
    data += length;
  }

  private static void requireEmpty(long length) throws NotAnImageException {
    if (length != 0) {
      throw new NotAnImageException("the PNG has something in its end");
    }
  }

  /** Types are four letters; a small first one marks what a decoder may pass over. */
  private void requireChunk(int type) throws NotAnImageException {
    for (int shift = 24; shift >= 0; shift -= 8) {
      int letter = (type >>> shift & 0xff) | LOWER_CASE;
      if (letter < 'a' || letter > 'z') {
        throw new NotAnImageException("the PNG has something between its chunks");
      }
    }
    if ((type >>> 24 & LOWER_CASE) == 0) {
      limits.refuseIfStrict("the PNG has a part that PNG readers do not know");
    }
  }
}
