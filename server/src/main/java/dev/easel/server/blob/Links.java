package dev.easel.server.blob;

import dev.easel.server.domain.BlobId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Makes links to images: to the HTTP port where that is configured, else to the store itself if it
 * gives links. Safe for threads.
 */
public final class Links {
  /** Names nothing; whether a store gives links does not depend on the image. */
  private static final BlobId ANY = new BlobId("0".repeat(26));

  private final BlobStore store;
  private final Optional<SignedLinks> own;
  private final Duration validity;
  private final InstantSource clock;

  /**
   * Makes links.
   *
   * @param own to the HTTP port, if it is reached from outside
   * @param validity for how long each works, unless its image is forgotten earlier
   */
  public Links(BlobStore store, Optional<SignedLinks> own, Duration validity, InstantSource clock) {
    this.store = store;
    this.own = own;
    this.validity = validity;
    this.clock = clock;
  }

  /**
   * Whether there are links at all.
   *
   * @throws IOException if the store cannot tell
   */
  public boolean offered() throws IOException {
    return own.isPresent() || store.link(ANY, validity).isPresent();
  }

  /**
   * A link to an image.
   *
   * @param forgotten when the image is
   * @return empty if there are no links, or the image is about to be forgotten
   * @throws IOException if none can be made now
   */
  public Optional<Link> to(BlobId id, Instant forgotten) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant longest = now.plus(validity);
    Instant end = longest.isBefore(forgotten) ? longest : forgotten.truncatedTo(ChronoUnit.SECONDS);
    if (!end.isAfter(now)) {
      return Optional.empty();
    }
    if (own.isPresent()) {
      return Optional.of(new Link(own.get().to(id, end), end));
    }
    return store.link(id, Duration.between(now, end)).map(url -> new Link(url, end));
  }
}
