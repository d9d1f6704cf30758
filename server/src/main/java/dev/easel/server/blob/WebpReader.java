package dev.easel.server.blob;

import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * WebP, by RFC 9649: a RIFF container with one VP8 or VP8L in it, alone or after a VP8X that says
 * what else there is.
 */
final class WebpReader {
  private static final int CHUNKS_AT = 12;
  private static final int CHUNK_HEAD = 8;
  private static final int VP8L_SIGNATURE = 0x2f;
  private static final int SIDE_14_BITS = 0x3fff;
  private static final int SIDE_24_BITS = 0xffffff;
  private static final int VP8L_ALPHA = 1 << 28;
  private static final int VP8X_ALPHA = 0x10;
  private static final int VP8X_ANIMATION = 0x02;
  private static final int VP8X_LENGTH = 10;

  // Little-endian, as everything in RIFF.
  private static final int VP8 = ' ' << 24 | '8' << 16 | 'P' << 8 | 'V';
  private static final int VP8L = 'L' << 24 | '8' << 16 | 'P' << 8 | 'V';
  private static final int VP8X = 'X' << 24 | '8' << 16 | 'P' << 8 | 'V';
  private static final int ALPH = 'H' << 24 | 'P' << 16 | 'L' << 8 | 'A';
  private static final int ANIM = 'M' << 24 | 'I' << 16 | 'N' << 8 | 'A';
  private static final int ANMF = 'F' << 24 | 'M' << 16 | 'N' << 8 | 'A';

  private final ImageBytes bytes;
  private final ImageLimits limits;
  private @Nullable Size canvas;
  private @Nullable Size picture;
  private boolean alpha;
  private boolean animated;

  WebpReader(ImageBytes bytes, ImageLimits limits) {
    this.bytes = bytes;
    this.limits = limits;
  }

  ImageHeader read() throws IOException {
    followChunks(container());
    // What is animated has its pictures inside of frames.
    Size size = animated ? canvas : picture;
    if (size == null) {
      throw new NotAnImageException("the WebP has no picture in it");
    }
    if (canvas != null && !canvas.equals(size)) {
      throw new NotAnImageException("the WebP says that it is " + canvas + ", and holds " + size);
    }
    return new ImageHeader(ImageFormat.WEBP, size, alpha);
  }

  /** Where the container ends. */
  private long container() throws IOException {
    long end = Integer.toUnsignedLong(bytes.littleAt(4, Integer.BYTES).getInt()) + CHUNK_HEAD;
    bytes.requireThere(end);
    if (end + (end & 1) < bytes.length()) {
      limits.refuseIfStrict("the WebP goes on after its end");
    }
    return end;
  }

  private void followChunks(long end) throws IOException {
    long position = CHUNKS_AT;
    while (position + CHUNK_HEAD <= end) {
      ByteBuffer head = bytes.littleAt(position, CHUNK_HEAD);
      int type = head.getInt();
      long length = Integer.toUnsignedLong(head.getInt());
      if (position + CHUNK_HEAD + length > end) {
        throw new NotAnImageException("the WebP has a chunk that is longer than the file");
      }
      if (position == CHUNKS_AT && type != VP8 && type != VP8L && type != VP8X) {
        throw new NotAnImageException("the WebP begins with an unknown chunk");
      }
      take(type, position + CHUNK_HEAD, length);
      position += CHUNK_HEAD + length + (length & 1);
    }
    if (position < end) {
      limits.refuseIfStrict("the WebP has something after its chunks");
    }
  }

  private void take(int type, long position, long length) throws IOException {
    switch (type) {
      case VP8 -> show(lossy(position, length));
      case VP8L -> show(lossless(position, length));
      case VP8X -> extended(position, length);
      case ALPH -> alpha = true;
      case ANIM, ANMF -> refuseAnimation();
      default -> {}
    }
  }

  private void show(Size size) throws NotAnImageException {
    if (picture != null) {
      limits.refuseIfStrict("the WebP holds more than one picture");
    }
    picture = size;
  }

  private Size lossy(long position, long length) throws IOException {
    ByteBuffer frame = bytes.littleAt(position, (int) Math.min(length, 10));
    if (length < 10
        || (frame.get(0) & 1) != 0
        || frame.get(3) != (byte) 0x9d
        || frame.get(4) != 0x01
        || frame.get(5) != 0x2a) {
      throw new NotAnImageException("the WebP has no key frame");
    }
    return limits.size(frame.getShort(6) & SIDE_14_BITS, frame.getShort(8) & SIDE_14_BITS);
  }

  private Size lossless(long position, long length) throws IOException {
    ByteBuffer frame = bytes.littleAt(position, (int) Math.min(length, 5));
    if (length < 5 || frame.get() != VP8L_SIGNATURE) {
      throw new NotAnImageException("the WebP has no lossless signature");
    }
    int sides = frame.getInt();
    alpha |= (sides & VP8L_ALPHA) != 0;
    return limits.size((sides & SIDE_14_BITS) + 1, ((sides >>> 14) & SIDE_14_BITS) + 1);
  }

  private void extended(long position, long length) throws IOException {
    if (canvas != null || picture != null || length != VP8X_LENGTH) {
      throw new NotAnImageException("the WebP has a damaged header");
    }
    ByteBuffer chunk = bytes.littleAt(position, VP8X_LENGTH);
    int flags = chunk.get(0);
    alpha |= (flags & VP8X_ALPHA) != 0;
    if ((flags & VP8X_ANIMATION) != 0) {
      refuseAnimation();
    }
    long width = (chunk.getInt(4) & SIDE_24_BITS) + 1L;
    canvas = limits.size(width, (chunk.getInt(6) >>> 8) + 1L);
  }

  private void refuseAnimation() throws NotAnImageException {
    animated = true;
    limits.refuseIfStrict("the WebP is animated; send one still image of it");
  }
}
