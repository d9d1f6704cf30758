package dev.easel.http.egress;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/**
 * A URL that an {@link EgressPolicy} has checked: to hold one is proof. What its host's name
 * resolves to is checked by whoever connects. Immutable; its rendering shows neither path nor
 * query.
 */
public final class GuardedUrl {
  private final URI uri;
  private final String host;
  private final Optional<InetAddress> literal;

  GuardedUrl(URI uri, String host, Optional<InetAddress> literal) {
    this.uri = uri;
    this.host = host;
    this.literal = literal;
  }

  /** The URL as it was given. */
  public URI uri() {
    return uri;
  }

  /** Its host in lower case, without brackets. */
  public String host() {
    return host;
  }

  /** The address that the host spells, if it is no name. */
  Optional<InetAddress> literal() {
    return literal;
  }

  boolean secure() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GuardedUrl that && uri.equals(that.uri);
  }

  @Override
  public int hashCode() {
    return uri.hashCode();
  }

  @Override
  public String toString() {
    return uri.getScheme() + "://" + uri.getRawAuthority() + "/…";
  }
}
