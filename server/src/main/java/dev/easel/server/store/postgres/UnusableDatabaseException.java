package dev.easel.server.store.postgres;

/** A database cannot or must not be used. The message says why and what to do, without secrets. */
public final class UnusableDatabaseException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableDatabaseException(String message) {
    super(message);
  }

  UnusableDatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
