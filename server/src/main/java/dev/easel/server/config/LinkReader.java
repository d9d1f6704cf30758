package dev.easel.server.config;

import dev.easel.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Reads how links lead to images. */
final class LinkReader {
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /** What object stores sign for at most. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private final ValueReader values;
  private final Problems problems;

  LinkReader(ValueReader values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  LinkSettings read(StoreKind store) {
    Optional<URI> url = values.baseUrl(Keys.LINKS_URL);
    Optional<Secret> secret = values.signingSecret(Keys.LINKS_SECRET);
    boolean hasUrl = values.text(Keys.LINKS_URL).isPresent();
    boolean hasSecret = values.text(Keys.LINKS_SECRET).isPresent();
    if (hasSecret && !hasUrl) {
      problems.add(Keys.LINKS_URL + ": is needed where links.secret is set");
    }
    if (hasUrl && !hasSecret && store == StoreKind.POSTGRES) {
      problems.add(
          Keys.LINKS_SECRET
              + ": is needed where servers may share a database, the same at every replica, or one"
              + " would refuse another's links; make one: openssl rand -base64 32");
    }
    return new LinkSettings(url, secret, validity());
  }

  private Duration validity() {
    Duration validity = values.duration(Keys.LINKS_VALIDITY);
    boolean fits = validity.compareTo(SHORTEST) >= 0 && validity.compareTo(LONGEST) <= 0;
    if (!fits && validity.isPositive()) {
      problems.add(Keys.LINKS_VALIDITY + ": is not between 1m and 168h");
    }
    return validity;
  }
}
