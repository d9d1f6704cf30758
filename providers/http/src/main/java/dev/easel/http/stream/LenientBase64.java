package dev.easel.http.stream;

/**
 * Decodes base64 character by character: of both alphabets, and with padding of any length at the
 * end.
 */
final class LenientBase64 {
  private int bits;
  private int sextets;
  private boolean padded;

  /** How many octets come of so many characters at most. */
  static int mostOctets(int characters) {
    return (characters + 3) / 4 * 3;
  }

  /** Decodes characters; returns how many octets came of them, or -1 if they are not base64. */
  int decode(byte[] characters, byte[] octets) {
    int count = 0;
    for (byte character : characters) {
      int sextet = sextet(character);
      if (character == '=') {
        padded = true;
      } else if (sextet < 0 || padded) {
        return -1;
      } else {
        bits = bits << 6 | sextet;
        sextets++;
      }
      if (sextets == 4) {
        octets[count] = (byte) (bits >> 16);
        octets[count + 1] = (byte) (bits >> 8);
        octets[count + 2] = (byte) bits;
        count += 3;
        sextets = 0;
      }
    }
    return count;
  }

  /** What is left at the end; returns how many octets that is, or -1 if it is less than one. */
  int finish(byte[] octets) {
    return switch (sextets) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> {
        octets[0] = (byte) (bits >> 4);
        yield 1;
      }
      default -> {
        octets[0] = (byte) (bits >> 10);
        octets[1] = (byte) (bits >> 2);
        yield 2;
      }
    };
  }

  private static int sextet(byte character) {
    if (character >= 'A' && character <= 'Z') {
      return character - 'A';
    }
    if (character >= 'a' && character <= 'z') {
      return character - 'a' + 26;
    }
    if (character >= '0' && character <= '9') {
      return character - '0' + 52;
    }
    return switch (character) {
      case '+', '-' -> 62;
      case '/', '_' -> 63;
      default -> -1;
    };
  }
}
