package dev.easel.http.egress;

import dev.easel.http.AllowedHosts;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an operator allows although it is not the public internet: a sandbox, an object store of the
 * house. None unless configured.
 *
 * @param hosts hosts that may be fetched from whatever they are called and resolve to; with {@code
 *     scheme://name:port}, also by http and at other ports
 * @param ranges addresses that count as public
 */
public record EgressExceptions(AllowedHosts hosts, List<AddressRange> ranges) {
  public EgressExceptions {
    ranges = List.copyOf(ranges);
  }

  /** No exceptions. */
  public static EgressExceptions none() {
    return new EgressExceptions(new AllowedHosts(List.of()), List.of());
  }

  /**
   * Reads a list separated by commas: hosts as {@link AllowedHosts#parse} takes them, and ranges of
   * addresses such as {@code 10.1.0.0/16}.
   *
   * @throws IllegalArgumentException if an entry is none of these
   */
  public static EgressExceptions parse(String list) {
    List<String> entries =
        Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .toList();
    Predicate<String> range = entry -> entry.contains("/") && !entry.contains("://");
    return new EgressExceptions(
        AllowedHosts.parse(String.join(",", entries.stream().filter(range.negate()).toList())),
        entries.stream().filter(range).map(AddressRange::parse).toList());
  }
}
