package dev.easel.http.stream;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a text in base64, of either alphabet, with or without the head of a data URL. It is
 * gathered into windows for the JDK's decoder, which takes many characters at once; what that one
 * refuses is read character by character, from there to the text's end.
 */
final class Base64Decoding {
  /** In fours, so that only the last of several windows can be left with a part of one. */
  private static final int WINDOW = 16 * 1024;

  /** Stands for all that is not in ASCII: as little in base64 as that. */
  private static final byte FOREIGN = -1;

  private final ChannelWindow target;
  private final byte[] text = new byte[WINDOW];
  private final byte[] decoded = new byte[LenientBase64.mostOctets(WINDOW)];
  private int filled;
  private boolean begun;
  private @Nullable LenientBase64 lenient;
  private @Nullable String problem;

  Base64Decoding(ChannelWindow target) {
    this.target = target;
  }

  /** Takes characters as long as they need no look; returns how many there were at once. */
  int takePlain(ArrivingBytes source) throws IOException {
    int count = source.takePlain(text, filled);
    filled += count;
    decodeIfFull();
    return count;
  }

  /** Takes one character. */
  void take(int character) throws IOException {
    text[filled] = character < 0x80 ? (byte) character : FOREIGN;
    filled++;
    decodeIfFull();
  }

  /** The text is not base64. */
  void refuse() {
    problem = problem == null ? "a text is not base64" : problem;
  }

  /** Decodes what is left; returns what was wrong, or null. */
  @Nullable String finish() throws IOException {
    passHead();
    decode(Arrays.copyOf(text, filled));
    if (lenient != null) {
      pass(lenient.finish(decoded));
    }
    return problem;
  }

  private void decodeIfFull() throws IOException {
    if (filled == WINDOW) {
      passHead();
    }
    if (filled == WINDOW) {
      decode(text);
      filled = 0;
    }
  }

  /** Takes the head of a data URL away, if the text begins with one. */
  private void passHead() {
    if (begun) {
      return;
    }
    begun = true;
    int head = DataUrlHead.length(text, filled);
    if (head < 0) {
      refuse();
    } else {
      filled -= head;
      System.arraycopy(text, head, text, 0, filled);
    }
  }

  private void decode(byte[] characters) throws IOException {
    if (problem == null) {
      pass(lenient == null ? decodeAtOnce(characters) : lenient.decode(characters, decoded));
    }
  }

  private int decodeAtOnce(byte[] characters) {
    try {
      int octets = Base64.getDecoder().decode(characters, decoded);
      if (characters.length == WINDOW && octets < WINDOW / 4 * 3) {
        // It ends with padding, which the decoder takes for the end, and something may follow.
        return decodeLeniently(characters);
      }
      return octets;
    } catch (IllegalArgumentException e) {
      return decodeLeniently(characters);
    }
  }

  private int decodeLeniently(byte[] characters) {
    LenientBase64 rest = new LenientBase64();
    lenient = rest;
    return rest.decode(characters, decoded);
  }

  private void pass(int octets) throws IOException {
    if (octets < 0) {
      refuse();
    }
    if (problem != null) {
      return;
    }
    try {
      target.write(decoded, 0, octets);
    } catch (ChannelWindow.Overrun e) {
      problem = "a text in base64 has more bytes than it may";
    }
  }
}
