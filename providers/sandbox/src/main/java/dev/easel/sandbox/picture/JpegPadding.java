package dev.easel.sandbox.picture;

import java.nio.ByteBuffer;

/** Lengthens a JPEG by comments after its JFIF header, as many as are needed. */
final class JpegPadding {

  private static final short COMMENT = (short) 0xFFFE;
  private static final int AFTER_HEADER = 20;
  private static final int SHORTEST = 4;
  private static final int LONGEST = 2 + 0xFFFF;

  private JpegPadding() {}

  static byte[] pad(byte[] file, int length) {
    int room = length - file.length;
    Padding.requireRoom(room >= SHORTEST, file, length);
    byte[] padded = new byte[length];
    ByteBuffer target = ByteBuffer.wrap(padded).put(file, 0, AFTER_HEADER);
    for (int left = room; left > 0; ) {
      int segment = segment(left);
      target.putShort(COMMENT).putShort((short) (segment - 2));
      Padding.putNoise(target, segment - SHORTEST);
      left -= segment;
    }
    target.put(file, AFTER_HEADER, file.length - AFTER_HEADER);
    return padded;
  }

  /** Never so long that too little is left for another. */
  private static int segment(int left) {
    return left > LONGEST ? Math.min(LONGEST, left - SHORTEST) : left;
  }
}
