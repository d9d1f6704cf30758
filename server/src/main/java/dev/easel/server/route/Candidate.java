package dev.easel.server.route;

import dev.easel.server.domain.Route;
import dev.easel.server.domain.Violation;
import java.util.List;

/** What one instance would do with a request. */
public sealed interface Candidate {
  /** The instance. */
  String provider();

  /**
   * It would serve it.
   *
   * @param route how
   */
  record Eligible(Route route) implements Candidate {
    @Override
    public String provider() {
      return route.provider();
    }
  }

  /**
   * It does not take what is asked for.
   *
   * @param provider the instance
   * @param violations everything it does not take
   */
  record Unable(String provider, List<Violation> violations) implements Candidate {}

  /**
   * It takes what is asked for, at a price that the caller will not pay.
   *
   * @param route how it would
   * @param message the two amounts
   */
  record TooDear(Route route, String message) implements Candidate {
    @Override
    public String provider() {
      return route.provider();
    }
  }

  /**
   * The call's keys do not fit it.
   *
   * @param provider the instance
   * @param missing whether a key is missing, rather than one too many
   * @param message what would fit
   */
  record KeyMismatch(String provider, boolean missing, String message) implements Candidate {}

  /**
   * The caller did not allow it.
   *
   * @param provider the instance
   */
  record NotAllowed(String provider) implements Candidate {}
}
