package dev.easel.sandbox.picture;

import java.io.IOException;

/** One of brightness and the two colour differences: from 64 samples to bits (T.81, F.1.2). */
final class JpegChannel {

  private static final int RUN_OF_SIXTEEN = 0xF0;
  private static final int END_OF_BLOCK = 0;

  private final JpegQuantisation quantisation;
  private final JpegHuffman dc;
  private final JpegHuffman ac;
  private final JpegBits bits;
  private final float[] block = new float[64];
  private final int[] levels = new int[64];
  private int previousDc;

  JpegChannel(JpegQuantisation quantisation, JpegHuffman dc, JpegHuffman ac, JpegBits bits) {
    this.quantisation = quantisation;
    this.dc = dc;
    this.ac = ac;
    this.bits = bits;
  }

  void set(int at, float sample) {
    block[at] = sample;
  }

  void writeBlock() throws IOException {
    JpegTransform.forward(block);
    quantisation.apply(block, levels);
    int change = levels[0] - previousDc;
    previousDc = levels[0];
    int size = bitLength(change);
    dc.write(size, bits);
    writeLevel(change, size);
    writeAc();
  }

  private void writeAc() throws IOException {
    int zeros = 0;
    for (int i = 1; i < 64; i++) {
      int level = levels[i];
      if (level == 0) {
        zeros++;
        continue;
      }
      for (; zeros > 15; zeros -= 16) {
        ac.write(RUN_OF_SIXTEEN, bits);
      }
      int size = bitLength(level);
      ac.write(zeros << 4 | size, bits);
      writeLevel(level, size);
      zeros = 0;
    }
    if (zeros > 0) {
      ac.write(END_OF_BLOCK, bits);
    }
  }

  /** Negative levels are written as the ones' complement of their size. */
  private void writeLevel(int level, int size) throws IOException {
    int value = level < 0 ? level - 1 : level;
    bits.write(value & ((1 << size) - 1), size);
  }

  private static int bitLength(int level) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(level));
  }
}
