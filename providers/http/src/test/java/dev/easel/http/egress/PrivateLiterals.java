package dev.easel.http.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Spells addresses that are not of the public internet, in every way that some program somewhere
 * understands, canonical ones included.
 */
final class PrivateLiterals {
  private static final List<String> IPV4 =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "224.0.0.0/4",
          "240.0.0.0/4");
  private static final List<String> IPV6 =
      List.of(
          "::/127",
          "64:ff9b:1::/48",
          "100::/64",
          "2001:db8::/32",
          "fc00::/7",
          "fe80::/10",
          "fec0::/10",
          "ff00::/8");
  private static final String[] DIGITS = {
    "0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "⓪①②③④⑤⑥⑦⑧⑨"
  };
  private static final List<Wrapper> WRAPPERS =
      List.of(
          new Wrapper(12, 10, List.of(0xff, 0xff)),
          new Wrapper(12, 0, List.of()),
          new Wrapper(12, 0, List.of(0x00, 0x64, 0xff, 0x9b)),
          new Wrapper(12, 0, List.of(0x00, 0x64, 0xff, 0x9b, 0x00, 0x01)),
          new Wrapper(2, 0, List.of(0x20, 0x02)),
          new Wrapper(4, 0, List.of(0x20, 0x01, 0x00, 0x00)));
  private static final String DOTS = "。．｡";

  private final RandomGenerator random;
  private final List<Supplier<String>> spellings =
      List.of(
          this::canonicalIpv4,
          this::wholeNumber,
          this::parts,
          this::shortened,
          this::overflowing,
          this::foreignDigits,
          this::foreignDots,
          this::percentEncoded,
          this::trailingDot,
          this::canonicalIpv6,
          this::looseIpv6,
          this::embedded,
          this::zoned,
          this::bracketedIpv4);

  PrivateLiterals(RandomGenerator random) {
    this.random = random;
  }

  /** A URL whose host is such an address. */
  String url() {
    String host = pick(spellings).get();
    return pick(List.of("https://", "HTTPS://"))
        + host
        + pick(List.of("/", "", ":443/a.png", "/latest/meta-data/", "?x=1", "#x"));
  }

  private String canonicalIpv4() {
    byte[] bytes = ipv4();
    return number(bytes[0])
        + "."
        + number(bytes[1])
        + "."
        + number(bytes[2])
        + "."
        + number(bytes[3]);
  }

  private String wholeNumber() {
    return radix(asLong(ipv4()));
  }

  private String parts() {
    StringBuilder host = new StringBuilder();
    for (byte part : ipv4()) {
      host.append(host.isEmpty() ? "" : ".").append(radix(part & 0xff));
    }
    return host.toString();
  }

  /** {@code 127.1}, {@code 127.0.1}: the last part fills what is left. */
  private String shortened() {
    byte[] bytes = ipv4();
    int whole = 1 + random.nextInt(2);
    StringBuilder host = new StringBuilder();
    for (int i = 0; i < whole; i++) {
      host.append(radix(bytes[i] & 0xff)).append('.');
    }
    return host + radix(asLong(bytes) & (whole == 1 ? 0xffffff : 0xffff));
  }

  private String overflowing() {
    byte[] bytes = ipv4();
    if (random.nextBoolean()) {
      return Long.toString(asLong(bytes) + ((1L + random.nextInt(9)) << 32));
    }
    StringBuilder host = new StringBuilder();
    for (byte part : bytes) {
      host.append(host.isEmpty() ? "" : ".").append((part & 0xff) + 256 * (1 + random.nextInt(4)));
    }
    return host.toString();
  }

  private String foreignDigits() {
    String digits = DIGITS[1 + random.nextInt(DIGITS.length - 1)];
    StringBuilder host = new StringBuilder();
    for (char c : canonicalIpv4().toCharArray()) {
      host.append(c == '.' ? c : digits.charAt(c - '0'));
    }
    return host.toString();
  }

  private String foreignDots() {
    return canonicalIpv4().replace('.', DOTS.charAt(random.nextInt(DOTS.length())));
  }

  private String percentEncoded() {
    String host = canonicalIpv4();
    int at = random.nextInt(host.length());
    return host.substring(0, at)
        + String.format(Locale.ROOT, "%%%02x", (int) host.charAt(at))
        + host.substring(at + 1);
  }

  private String trailingDot() {
    return canonicalIpv4() + ".".repeat(1 + random.nextInt(2));
  }

  private String canonicalIpv6() {
    return "[" + Spelling.canonical(ipv6()) + "]";
  }

  private String looseIpv6() {
    return "[" + loose(ipv6()) + "]";
  }

  /** An IPv4 address inside an IPv6 one: mapped, compatible, translated, tunnelled. */
  private String embedded() {
    byte[] inner = ipv4();
    byte[] outer = new byte[16];
    Wrapper wrapper = pick(WRAPPERS);
    for (int i = 0; i < wrapper.prefix().size(); i++) {
      outer[wrapper.prefixAt() + i] = wrapper.prefix().get(i).byteValue();
    }
    System.arraycopy(inner, 0, outer, wrapper.innerAt(), inner.length);
    String spelled = random.nextBoolean() ? Spelling.canonical(outer) : loose(outer);
    return "[" + (wrapper.innerAt() == 12 && random.nextBoolean() ? dotted(outer) : spelled) + "]";
  }

  private String zoned() {
    return "[" + loose(ipv6()) + pick(List.of("%", "%25")) + pick(List.of("1", "lo", "eth0")) + "]";
  }

  private String bracketedIpv4() {
    return "[" + canonicalIpv4() + "]";
  }

  private String dotted(byte[] address) {
    String head = Spelling.full(address, 0, 6);
    return head
        + ":"
        + number(address[12])
        + "."
        + number(address[13])
        + "."
        + number(address[14])
        + "."
        + number(address[15]);
  }

  private String loose(byte[] address) {
    String text = random.nextBoolean() ? Spelling.full(address, 0, 8) : Spelling.padded(address);
    return random.nextBoolean() ? text.toUpperCase(Locale.ROOT) : text;
  }

  private String radix(long value) {
    return switch (random.nextInt(5)) {
      case 0 -> Long.toString(value);
      case 1 -> "0" + Long.toOctalString(value);
      case 2 -> "0".repeat(1 + random.nextInt(6)) + Long.toOctalString(value);
      case 3 -> "0x" + Long.toHexString(value);
      default ->
          "0X" + "0".repeat(random.nextInt(8)) + Long.toHexString(value).toUpperCase(Locale.ROOT);
    };
  }

  private byte[] ipv4() {
    return within(pick(IPV4));
  }

  private byte[] ipv6() {
    return within(pick(IPV6));
  }

  private byte[] within(String range) {
    int slash = range.indexOf('/');
    byte[] bytes = InetAddress.ofLiteral(range.substring(0, slash)).getAddress();
    for (int bit = Integer.parseInt(range.substring(slash + 1)); bit < 8 * bytes.length; bit++) {
      if (random.nextInt(3) == 0) {
        bytes[bit / 8] |= (byte) (0x80 >> (bit % 8));
      }
    }
    return bytes;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Where in an IPv6 address an IPv4 one is, and after which bytes. */
  private record Wrapper(int innerAt, int prefixAt, List<Integer> prefix) {}

  private static String number(byte part) {
    return Integer.toString(part & 0xff);
  }

  private static long asLong(byte[] bytes) {
    long value = 0;
    for (byte part : bytes) {
      value = (value << 8) | (part & 0xff);
    }
    return value;
  }

  /** Spellings of IPv6, worked out apart from the code under test. */
  private static final class Spelling {
    private Spelling() {}

    static String full(byte[] address, int from, int to) {
      List<String> groups = new ArrayList<>();
      for (int i = from; i < to; i++) {
        groups.add(Integer.toHexString(group(address, i)));
      }
      return String.join(":", groups);
    }

    static String padded(byte[] address) {
      List<String> groups = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        groups.add(String.format(Locale.ROOT, "%04x", group(address, i)));
      }
      return String.join(":", groups);
    }

    /** The longest run of zero groups as two colons, found by trying the longest first. */
    static String canonical(byte[] address) {
      String text = ":" + full(address, 0, 8) + ":";
      for (int length = 8; length >= 2; length--) {
        String run = ":" + "0:".repeat(length);
        int at = text.indexOf(run);
        if (at >= 0) {
          String head = text.substring(0, at);
          String tail = text.substring(at + run.length());
          return (head.isEmpty() ? "" : head.substring(1))
              + "::"
              + (tail.isEmpty() ? "" : tail.substring(0, tail.length() - 1));
        }
      }
      return text.substring(1, text.length() - 1);
    }

    private static int group(byte[] address, int index) {
      return ((address[2 * index] & 0xff) << 8) | (address[2 * index + 1] & 0xff);
    }
  }
}
