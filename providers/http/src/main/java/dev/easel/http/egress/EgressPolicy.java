package dev.easel.http.egress;

import dev.easel.http.egress.RefusedUrlException.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs of callers may be fetched: those of the public internet, by https, written in the one
 * way that every program reads alike; and what an operator allows beside. Where a seller fetches by
 * itself, {@link #check} is all there is to do; {@link SourceFetcher} checks addresses as well.
 * Immutable and safe for threads; looks up no name.
 */
public final class EgressPolicy {
  private static final int MOST_CHARACTERS = 2_048;
  private static final int LONGEST_NAME = 253;
  private static final int HTTPS_PORT = 443;

  /** Plain http only by an exception, which names it. */
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private static final Pattern LABELS =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");

  private final Set<Integer> ports;
  private final EgressExceptions exceptions;

  /**
   * A policy.
   *
   * @param ports the ports at which https may be spoken
   */
  public EgressPolicy(Set<Integer> ports, EgressExceptions exceptions) {
    this.ports = Set.copyOf(ports);
    this.exceptions = exceptions;
  }

  /** Port 443 only, and no exceptions. */
  public static EgressPolicy strict() {
    return with(EgressExceptions.none());
  }

  /** Port 443 only, and exceptions. */
  public static EgressPolicy with(EgressExceptions exceptions) {
    return new EgressPolicy(Set.of(HTTPS_PORT), exceptions);
  }

  /**
   * Checks all of a URL but what its host's name resolves to.
   *
   * @throws RefusedUrlException if it may not be fetched
   */
  public GuardedUrl check(String url) throws RefusedUrlException {
    if (url.length() > MOST_CHARACTERS) {
      throw refused(Reason.TOO_LONG, "is longer than " + MOST_CHARACTERS + " characters");
    }
    try {
      return check(new URI(url));
    } catch (URISyntaxException e) {
      throw refused(Reason.NOT_A_URL, "is not a valid URL");
    }
  }

  private GuardedUrl check(URI uri) throws RefusedUrlException {
    checkWhole(uri);
    String host = host(uri);
    Optional<InetAddress> literal = CanonicalAddress.read(host);
    if (!exceptions.hosts().allows(uri)) {
      checkScheme(uri);
      checkPort(uri);
      checkHost(host, literal);
    }
    checkReadAlike(uri);
    return new GuardedUrl(uri, host, literal);
  }

  /**
   * Checks what the host of a URL resolved to; one bad address spoils all.
   *
   * @throws RefusedUrlException if it must not be connected to
   */
  void checkAddresses(GuardedUrl url, List<InetAddress> addresses) throws RefusedUrlException {
    if (!exceptions.hosts().allows(url.uri()) && !addresses.stream().allMatch(this::isAllowed)) {
      // Which address, is nobody's business: names of the house would be resolved for strangers.
      throw refused(
          Reason.ADDRESS, "names the host " + url.host() + ", which is not on the public internet");
    }
  }

  private static void checkWhole(URI uri) throws RefusedUrlException {
    if (uri.isOpaque() || !SCHEMES.contains(lowerCase(uri.getScheme()))) {
      throw refused(Reason.SCHEME, "must begin with https://");
    }
    if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
      throw refused(Reason.USER_INFORMATION, "must not carry a user or a password");
    }
    if (uri.getHost() == null) {
      throw refused(Reason.HOST, "has no host, or none that is a valid name or address");
    }
  }

  /** Who reads a URL by other rules must read the same: a seller, or what stands in between. */
  private static void checkReadAlike(URI uri) throws RefusedUrlException {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    if (!(uri.getHost() + port).equals(uri.getRawAuthority())) {
      throw refused(Reason.NOT_A_URL, "is not written in the usual way");
    }
  }

  private static void checkScheme(URI uri) throws RefusedUrlException {
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw refused(Reason.SCHEME, "must begin with https://");
    }
  }

  private void checkPort(URI uri) throws RefusedUrlException {
    int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
    if (!ports.contains(port)) {
      throw refused(Reason.PORT, "names port " + port + ", which is not allowed");
    }
  }

  private void checkHost(String host, Optional<InetAddress> literal) throws RefusedUrlException {
    if (literal.isPresent()) {
      checkAddress(host, literal.get());
    } else if (host.indexOf(':') >= 0 || NUMERIC.matcher(host).matches()) {
      throw refused(
          Reason.SPELLING,
          "names its host by an address that is not in the usual spelling: four decimal numbers, or"
              + " IPv6 as RFC 5952 shortens it");
    } else {
      checkName(host);
    }
  }

  private void checkAddress(String host, InetAddress address) throws RefusedUrlException {
    Optional<String> special = exempt(address) ? Optional.empty() : RefusedRanges.find(address);
    if (special.isPresent()) {
      throw refused(Reason.ADDRESS, "names " + special.get() + ", " + host);
    }
  }

  private static void checkName(String name) throws RefusedUrlException {
    if (name.length() > LONGEST_NAME || !LABELS.matcher(name).matches()) {
      throw refused(Reason.HOST, "has a host that is not a valid name");
    }
    if (RefusedNames.contains(name)) {
      throw refused(Reason.NAME, "names the host " + name + ", which is of a private network");
    }
  }

  private boolean isAllowed(InetAddress address) {
    return exempt(address) || RefusedRanges.find(address).isEmpty();
  }

  private boolean exempt(InetAddress address) {
    return exceptions.ranges().stream().anyMatch(range -> range.contains(address));
  }

  private static String host(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    // An address in capitals is not in its canonical spelling, and must not become so here.
    return host.startsWith("[") ? uri.getHost().substring(1, host.length() - 1) : host;
  }

  private static String lowerCase(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static RefusedUrlException refused(Reason reason, String problem) {
    return new RefusedUrlException(reason, problem);
  }
}
