package dev.easel.sandbox.picture;

/** Bits, least significant first. */
final class WebpBitSource {

  private final byte[] bytes;
  private long at;

  WebpBitSource(byte[] bytes) {
    this.bytes = bytes;
  }

  int read(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[(int) (at >> 3)] >> (at & 7) & 1) << i;
      at++;
    }
    return value;
  }

  /** Whether nothing but the padding of the last byte is left. */
  boolean atEnd() {
    return (at + 7) / 8 == bytes.length;
  }
}
