package dev.easel.sandbox.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;

/** A table of codes, common symbols first: the typical ones of T.81, annex K.3. */
final class JpegHuffman {

  static final JpegHuffman BRIGHTNESS_DC =
      new JpegHuffman("00010501010101010100000000000000", "000102030405060708090a0b");

  static final JpegHuffman COLOUR_DC =
      new JpegHuffman("00030101010101010101010000000000", "000102030405060708090a0b");

  static final JpegHuffman BRIGHTNESS_AC =
      new JpegHuffman(
          "0002010303020403050504040000017d",
          "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a16"
              + "1718191a25262728292a3435363738393a434445464748494a535455565758595a63646566676869"
              + "6a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6"
              + "b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8"
              + "f9fa");

  static final JpegHuffman COLOUR_AC =
      new JpegHuffman(
          "00020102040403040705040400010277",
          "000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434"
              + "e125f11718191a262728292a35363738393a434445464748494a535455565758595a636465666768"
              + "696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4"
              + "b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8"
              + "f9fa");

  private final byte[] counts;
  private final byte[] symbols;
  private final int[] codes = new int[256];
  private final int[] lengths = new int[256];

  /**
   * @param counts how many codes there are of each length from 1 to 16, in hexadecimal
   * @param symbols the symbols from the shortest code to the longest, in hexadecimal
   */
  private JpegHuffman(String counts, String symbols) {
    this.counts = HexFormat.of().parseHex(counts);
    this.symbols = HexFormat.of().parseHex(symbols);
    int code = 0;
    int next = 0;
    for (int length = 1; length <= 16; length++) {
      for (int i = 0; i < this.counts[length - 1]; i++) {
        int symbol = this.symbols[next++] & 255;
        codes[symbol] = code++;
        lengths[symbol] = length;
      }
      code <<= 1;
    }
  }

  /** The table as decoders read it, led by its class and number. */
  void describe(int number, ByteArrayOutputStream segment) {
    segment.write(number);
    segment.writeBytes(counts);
    segment.writeBytes(symbols);
  }

  void write(int symbol, JpegBits bits) throws IOException {
    bits.write(codes[symbol], lengths[symbol]);
  }
}
