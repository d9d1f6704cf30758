package dev.easel.sandbox.json;

/** A text that is not JSON. */
public final class MalformedJson extends Exception {

  private static final long serialVersionUID = 1;

  private final long offset;

  MalformedJson(long offset) {
    super("not JSON from byte " + offset);
    this.offset = offset;
  }

  /** Where reading stopped, in bytes from the start. */
  public long offset() {
    return offset;
  }
}
