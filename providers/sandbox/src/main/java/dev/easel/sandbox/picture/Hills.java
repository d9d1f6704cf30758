package dev.easel.sandbox.picture;

/** A rolling silhouette: everything below the crest, lighter at the crest than at the foot. */
final class Hills implements Layer {

  private final double[] crest;
  private final int height;
  private final Ramp ramp;

  /**
   * @param crest the height of the crest at every x, in pixels from the top
   * @param height the height of the picture in pixels
   * @param top the colour at the crest
   * @param bottom the colour at the foot of the picture
   */
  Hills(double[] crest, int height, int top, int bottom) {
    this.crest = crest;
    this.height = height;
    this.ramp = new Ramp(top, bottom);
  }

  @Override
  public void paint(int y, Row row) {
    for (int x = 0; x < row.width(); x++) {
      double depth = y + 0.5 - crest[x];
      if (depth > -0.5) {
        int rgb = ramp.at(depth / Math.max(1, height - crest[x]));
        row.over(x, rgb, (int) (Math.min(1, depth + 0.5) * 255));
      }
    }
  }
}
