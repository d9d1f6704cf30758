package dev.easel.fuzz;

import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a text means as an image in base64, by the JDK's decoder. */
public final class Base64Meaning {
  private static final int LONGEST_HEAD = 256;

  private Base64Meaning() {}

  /** Its bytes; empty if it is not base64. */
  public static Optional<byte[]> of(String text) {
    String packed = packed(text);
    int comma = packed.indexOf(',');
    boolean headed = packed.startsWith("data:") && comma >= 0 && comma < LONGEST_HEAD;
    if (headed && !packed.substring(0, comma).endsWith(";base64")) {
      return Optional.empty();
    }
    String body = headed ? packed.substring(comma + 1) : packed;
    int end = body.length();
    while (end > 0 && body.charAt(end - 1) == '=') {
      end--;
    }
    try {
      String standard = body.substring(0, end).replace('-', '+').replace('_', '/');
      return Optional.of(Base64.getDecoder().decode(standard));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether its head's length is counted in bytes, where only characters are known here. */
  public static boolean isDoubtful(String text) {
    return packed(text).startsWith("data:") && text.chars().anyMatch(unit -> unit > 0x7f);
  }

  private static String packed(String text) {
    return text.chars()
        .filter(unit -> unit > ' ')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
