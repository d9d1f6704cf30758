package dev.easel.http.egress;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads addresses in their one canonical spelling: four decimal numbers, or RFC 5952. Programs
 * disagree on what all others mean: {@code 0177.0.0.1} is 127.0.0.1 to some and 177.0.0.1 to Java.
 */
final class CanonicalAddress {
  private static final String NUMBER = "(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
  private static final Pattern DOTTED_QUAD = Pattern.compile(NUMBER + "(?:\\." + NUMBER + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]{2,39}");
  private static final int GROUPS = 8;

  private CanonicalAddress() {}

  /** The address that a text spells, if it does so canonically. No name is looked up. */
  static Optional<InetAddress> read(String text) {
    if (DOTTED_QUAD.matcher(text).matches()) {
      return Optional.of(InetAddress.ofLiteral(text));
    }
    return IPV6.matcher(text).matches() ? readIpv6(text) : Optional.empty();
  }

  private static Optional<InetAddress> readIpv6(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text))
          .filter(address -> address.getAddress().length == 2 * GROUPS)
          .filter(address -> spell(groups(address)).equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int[] groups(InetAddress address) {
    byte[] bytes = address.getAddress();
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    return groups;
  }

  /**
   * RFC 5952, section 4: the longest run of two zeros or more, the first of equals, is left out.
   */
  private static String spell(int[] groups) {
    int gap = 0;
    int gapLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = zerosFrom(groups, i);
      if (zeros > gapLength) {
        gap = i;
        gapLength = zeros;
      }
    }
    return gapLength == 1
        ? join(groups, 0, GROUPS)
        : join(groups, 0, gap) + "::" + join(groups, gap + gapLength, GROUPS);
  }

  private static int zerosFrom(int[] groups, int start) {
    int end = start;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
