package dev.easel.spi;

import java.util.Set;

/**
 * What the host knows of the requests that it made at an instance about the time of a lost one. A
 * request that looks like the lost one is not it if it is one of these.
 *
 * @param ids the seller's identifiers of requests that belong to other attempts
 * @param complete whether every other attempt at the same work is among them; if not, nothing can
 *     be told from the looks of a request
 */
public record OtherRequests(Set<String> ids, boolean complete) {
  public OtherRequests {
    ids = Set.copyOf(ids);
  }

  /** Nothing is known of them. */
  public static OtherRequests unknown() {
    return new OtherRequests(Set.of(), false);
  }
}
