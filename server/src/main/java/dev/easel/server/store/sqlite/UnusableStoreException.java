package dev.easel.server.store.sqlite;

/** The store cannot be opened as it is. Nothing of it was changed. */
public final class UnusableStoreException extends Exception {
  private static final long serialVersionUID = 1;

  /** Says for people which file, what is wrong with it, and what to do. */
  UnusableStoreException(String message) {
    super(message);
  }

  /** Says it of a cause that is not for people. */
  UnusableStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
