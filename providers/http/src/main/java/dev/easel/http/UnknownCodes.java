package dev.easel.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The error codes of a seller that nobody here has met, so that a change of its API is seen: each
 * is logged once. Safe for threads.
 */
public final class UnknownCodes {
  private static final System.Logger LOG = System.getLogger(UnknownCodes.class.getName());
  private static final int MOST = 100;

  private final String seller;
  private final Set<String> met = ConcurrentHashMap.newKeySet();

  /**
   * None met yet.
   *
   * @param seller who gives them, for the log
   */
  public UnknownCodes(String seller) {
    this.seller = seller;
  }

  /** Notes a code, already fit to be shown. */
  public void note(String code, int status) {
    if (met.size() < MOST && met.add(code)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} answered with status {1} and a code that Easel does not know: {2}. It is judged by"
              + " the status.",
          seller,
          Integer.toString(status),
          code);
    }
  }

  /** How many there were. */
  public int count() {
    return met.size();
  }
}
