package dev.easel.spi;

/** A size wanted: an exact one, or the model's own choice. */
public sealed interface SizeChoice {
  /** The model chooses by prompt and sources. */
  record Auto() implements SizeChoice {
    @Override
    public String toString() {
      return "auto";
    }
  }

  /**
   * Exactly this.
   *
   * @param size the size
   */
  record Exact(Size size) implements SizeChoice {
    @Override
    public String toString() {
      return size.toString();
    }
  }
}
