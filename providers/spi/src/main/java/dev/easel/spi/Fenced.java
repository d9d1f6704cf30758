package dev.easel.spi;

/** The host has taken back its leave to send. Nothing has been sent. */
public final class Fenced extends Exception {
  private static final long serialVersionUID = 1;

  /** Says why. */
  public Fenced(String message) {
    super(message);
  }
}
