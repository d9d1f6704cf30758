package dev.easel.http.egress;

import java.net.InetAddress;

/**
 * The addresses that share their first bits, as {@code 10.0.0.0/8} or {@code fc00::/7}. Immutable.
 */
public final class AddressRange {
  private final String text;
  private final byte[] network;
  private final int bits;

  private AddressRange(String text, byte[] network, int bits) {
    this.text = text;
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads a range: an address in its canonical spelling, a slash, and how many bits count.
   *
   * @throws IllegalArgumentException if it is none, or has bits beyond those that count
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] network =
        CanonicalAddress.read(text.substring(0, Math.max(slash, 0)))
            .map(InetAddress::getAddress)
            .orElseThrow(() -> notARange(text));
    String length = text.substring(slash + 1);
    if (!length.matches("0|[1-9][0-9]{0,2}")) {
      throw notARange(text);
    }
    int bits = Integer.parseInt(length);
    if (bits > Byte.SIZE * network.length || !zerosAfter(network, bits)) {
      throw notARange(text);
    }
    return new AddressRange(text, network, bits);
  }

  /** Whether an address is one of these. None is of a range of the other protocol. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (bit(bytes, bit) != bit(network, bit)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean zerosAfter(byte[] bytes, int bits) {
    for (int bit = bits; bit < Byte.SIZE * bytes.length; bit++) {
      if (bit(bytes, bit) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int bit(byte[] bytes, int index) {
    return (bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - (index % Byte.SIZE))) & 1;
  }

  private static IllegalArgumentException notARange(String text) {
    return new IllegalArgumentException(
        "a range of addresses is written like 10.0.0.0/8 or fc00::/7, with nothing but zeros after"
            + " the bits that count, not "
            + text);
  }
}
