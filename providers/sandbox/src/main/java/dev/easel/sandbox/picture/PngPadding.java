package dev.easel.sandbox.picture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Lengthens a PNG by a chunk that is marked as private and not needed, before its end. */
final class PngPadding {

  private static final byte[] TYPE = "eaSl".getBytes(StandardCharsets.US_ASCII);
  private static final int EMPTY_CHUNK = 12;

  private PngPadding() {}

  static byte[] pad(byte[] file, int length) {
    int content = length - file.length - EMPTY_CHUNK;
    Padding.requireRoom(content >= 0, file, length);
    int end = file.length - EMPTY_CHUNK;
    byte[] padded = new byte[length];
    ByteBuffer target = ByteBuffer.wrap(padded).put(file, 0, end).putInt(content);
    int covered = target.position();
    Padding.putNoise(target.put(TYPE), content);
    CRC32 checksum = new CRC32();
    checksum.update(padded, covered, TYPE.length + content);
    target.putInt((int) checksum.getValue()).put(file, end, EMPTY_CHUNK);
    return padded;
  }
}
