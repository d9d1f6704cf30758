package dev.easel.sandbox.picture;

/**
 * A round shape: full inside {@code radius}, gone at {@code radius + fade}. A fade of one pixel
 * gives a clean edge, a wide one a glow. Whatever is nearer than {@code hole} is left out.
 */
record Disc(
    double centreX, double centreY, double hole, double radius, double fade, int rgb, int alpha)
    implements Layer {

  static Disc solid(double centreX, double centreY, double radius, int rgb, int alpha) {
    return new Disc(centreX, centreY, 0, radius, 1, rgb, alpha);
  }

  static Disc glow(double centreX, double centreY, double reach, int rgb, int alpha) {
    return new Disc(centreX, centreY, 0, 0, reach, rgb, alpha);
  }

  @Override
  public void paint(int y, Row row) {
    double dy = y + 0.5 - centreY;
    double reach = radius + fade;
    double half = reach * reach - dy * dy;
    if (half <= 0) {
      return;
    }
    double width = Math.sqrt(half);
    int first = (int) Math.max(0, centreX - width);
    int last = (int) Math.min(row.width() - 1.0, centreX + width);
    double full = radius * radius;
    double empty = hole * hole;
    for (int x = first; x <= last; x++) {
      double dx = x + 0.5 - centreX;
      double square = dx * dx + dy * dy;
      // The root is only needed near an edge, or all over a glow.
      if (hole == 0 && square <= full) {
        row.over(x, rgb, alpha);
      } else if (square > empty) {
        row.over(x, rgb, (int) (alpha * cover(Math.sqrt(square))));
      }
    }
  }

  private double cover(double distance) {
    double outer = Math.clamp((radius + fade - distance) / fade, 0.0, 1.0);
    double inner = hole == 0 ? 1 : Math.clamp(distance - hole, 0.0, 1.0);
    // A straight ramp of a wide fade shows its rim; squaring it lets a glow die away.
    return fade > 1 ? outer * outer * inner : outer * inner;
  }
}
