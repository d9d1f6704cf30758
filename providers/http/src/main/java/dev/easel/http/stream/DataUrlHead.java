package dev.easel.http.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** The head of a data URL (RFC 2397), which a text in base64 may begin with. */
final class DataUrlHead {
  /** What is longer is no head; and no base64 either, as there is a colon in it. */
  private static final int LONGEST = 256;

  private static final byte[] SCHEME = "data:".getBytes(US_ASCII);
  private static final byte[] END = ";base64,".getBytes(US_ASCII);

  private DataUrlHead() {}

  /**
   * How many characters the head has that the first bytes of an array begin with; 0 if it is none,
   * and -1 if it says that something else than base64 follows.
   */
  static int length(byte[] text, int filled) {
    int most = Math.min(filled, LONGEST);
    int comma = 0;
    while (comma < most && text[comma] != ',') {
      comma++;
    }
    if (comma == most || !standsAt(text, 0, SCHEME)) {
      return 0;
    }
    int length = comma + 1;
    return standsAt(text, length - END.length, END) ? length : -1;
  }

  private static boolean standsAt(byte[] text, int index, byte[] expected) {
    int end = index + expected.length;
    return index >= 0
        && end <= text.length
        && Arrays.equals(text, index, end, expected, 0, expected.length);
  }
}
