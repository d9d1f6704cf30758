package dev.easel.sandbox.picture;

/**
 * An opaque ground that passes from one colour to another, slanted by {@code slant} of its height.
 */
record Gradient(Ramp ramp, int height, double slant) implements Layer {

  Gradient(int from, int to, int height, double slant) {
    this(new Ramp(from, to), height, slant);
  }

  @Override
  public void paint(int y, Row row) {
    double step = slant / row.width();
    double position = (double) y / height * (1 - Math.abs(slant)) + Math.max(0, -slant);
    for (int x = 0; x < row.width(); x++) {
      row.set(x, ramp.at(position + x * step));
    }
  }
}
