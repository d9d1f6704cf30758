package dev.easel.sandbox.picture;

/** A rectangle with round corners that lets the picture shine through. */
record Panel(int left, int top, int right, int bottom, int corner, int rgb, int alpha)
    implements Layer {

  @Override
  public void paint(int y, Row row) {
    if (y < top || y >= bottom) {
      return;
    }
    double dy = beyond(y + 0.5, top, bottom);
    for (int x = left; x < right; x++) {
      double dx = beyond(x + 0.5, left, right);
      double cover = dx == 0 || dy == 0 ? 1 : corner + 0.5 - Math.sqrt(dx * dx + dy * dy);
      if (cover > 0) {
        row.over(x, rgb, (int) (alpha * Math.min(1, cover)));
      }
    }
  }

  /** How far a coordinate lies outside the part that round corners do not touch. */
  private double beyond(double at, int low, int high) {
    return Math.max(0, Math.max(low + corner - at, at - (high - corner)));
  }
}
