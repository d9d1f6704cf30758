package dev.easel.sandbox.picture;

/**
 * An opaque ground that passes from one colour to another, slanted by {@code slant} of its height.
 */
record Gradient(int from, int to, int height, double slant) implements Layer {

  @Override
  public void paint(int y, Row row) {
    double step = slant / row.width();
    double position = (double) y / height * (1 - Math.abs(slant)) + Math.max(0, -slant);
    for (int x = 0; x < row.width(); x++) {
      int alpha = (int) Math.round(Math.clamp(position + x * step, 0.0, 1.0) * 255);
      row.set(x, 0xFF000000 | Colours.mix(from, to, alpha));
    }
  }
}
