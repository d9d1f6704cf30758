package dev.easel.http.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that are not the public internet, from IANA's registries of special addresses and
 * the pages of the clouds. The JDK's own questions, such as {@code isSiteLocalAddress}, miss half
 * of them.
 */
final class RefusedRanges {
  private static final List<Row> ROWS =
      List.of(
          row("0.0.0.0/8", "an address of this network"),
          row("10.0.0.0/8", "a private address"),
          row("100.64.0.0/10", "an address of a carrier's own network"),
          row("127.0.0.0/8", "a loopback address"),
          // The clouds' metadata services: 169.254.169.254, 169.254.170.2.
          row("169.254.0.0/16", "a link-local address"),
          row("172.16.0.0/12", "a private address"),
          row("192.0.0.0/24", "a reserved address"),
          row("192.0.2.0/24", "an address for documentation"),
          row("192.88.99.0/24", "a relay between the protocols"),
          row("192.168.0.0/16", "a private address"),
          row("198.18.0.0/15", "an address for benchmarks"),
          row("198.51.100.0/24", "an address for documentation"),
          row("203.0.113.0/24", "an address for documentation"),
          row("224.0.0.0/4", "a multicast address"),
          row("240.0.0.0/4", "a reserved address"),
          // Public by number, but answered by the host of an Azure machine.
          row("168.63.129.16/32", "an address of a cloud's own services"),
          row("::/96", "a loopback, unspecified or IPv4-compatible address"),
          row("64:ff9b:1::/48", "an address translated to IPv4"),
          row("100::/64", "an address that discards"),
          // Teredo (2001::/32), benchmarks, ORCHID.
          row("2001::/23", "an address of a protocol's own"),
          row("2001:db8::/32", "an address for documentation"),
          row("2002::/16", "an address tunnelled to IPv4"),
          row("3fff::/20", "an address for documentation"),
          row("5f00::/16", "an address of segment routing"),
          // A cloud's metadata service: fd00:ec2::254.
          row("fc00::/7", "a private address"),
          row("fe80::/10", "a link-local address"),
          row("fec0::/10", "a site-local address"),
          row("ff00::/8", "a multicast address"),
          // Whatever is left outside 2000::/3, which is all of IPv6 that is given out.
          row("::/3", "a reserved address"),
          row("4000::/2", "a reserved address"),
          row("8000::/1", "a reserved address"));

  private static final AddressRange TRANSLATED = AddressRange.parse("64:ff9b::/96");
  private static final int IPV4_LENGTH = 4;
  private static final int IPV6_LENGTH = 16;

  private RefusedRanges() {}

  private record Row(AddressRange range, String what) {}

  /** What an address is, with its article; empty if it is of the public internet. */
  static Optional<String> find(InetAddress address) {
    InetAddress reached = reached(address);
    return ROWS.stream().filter(row -> row.range().contains(reached)).map(Row::what).findFirst();
  }

  /** The IPv4 address that is meant by an IPv6 address which only wraps it. */
  private static InetAddress reached(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != IPV6_LENGTH || !(TRANSLATED.contains(address) || isMapped(bytes))) {
      return address;
    }
    try {
      return InetAddress.getByAddress(
          Arrays.copyOfRange(bytes, IPV6_LENGTH - IPV4_LENGTH, IPV6_LENGTH));
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an IPv4 address", e);
    }
  }

  /** {@code ::ffff:0:0/96}, which the JDK itself unwraps in most ways of making an address. */
  private static boolean isMapped(byte[] bytes) {
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
  }

  private static Row row(String range, String what) {
    return new Row(AddressRange.parse(range), what);
  }
}
