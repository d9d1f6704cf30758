package dev.easel.http.egress;

import dev.easel.http.egress.RefusedUrlException.Reason;
import java.net.URI;

/** Where an answer leads, checked as wholly as the URL that led to it. */
final class Redirect {
  private Redirect() {}

  /**
   * The URL that a {@code Location} means.
   *
   * @throws RefusedUrlException if it may not be fetched, or no longer by https where it was
   */
  static GuardedUrl follow(GuardedUrl from, String location, EgressPolicy policy)
      throws RefusedUrlException {
    GuardedUrl next = policy.check(absolute(from.uri(), location));
    if (from.secure() && !next.secure()) {
      throw new RefusedUrlException(Reason.SCHEME, "must begin with https://");
    }
    return next;
  }

  private static String absolute(URI from, String location) throws RefusedUrlException {
    try {
      return from.resolve(location).toString();
    } catch (IllegalArgumentException e) {
      throw new RefusedUrlException(Reason.NOT_A_URL, "is not a valid URL");
    }
  }
}
