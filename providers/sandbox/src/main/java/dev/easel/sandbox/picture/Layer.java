package dev.easel.sandbox.picture;

/** Something drawn over what lies below it, one row at a time. */
@FunctionalInterface
interface Layer {

  /** Draws this layer's part of row {@code y}. */
  void paint(int y, Row row);
}
