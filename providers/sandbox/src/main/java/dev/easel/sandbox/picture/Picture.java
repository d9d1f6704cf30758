package dev.easel.sandbox.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A picture that a person can tell from another: its prompt and its parameters written on a scene
 * whose colours and shapes follow from the prompt and the index. The same description always gives
 * the same pixels. Not safe for use by several threads; cheap to make again.
 */
public final class Picture implements RowSource {

  private final Description description;
  private final List<Layer> layers;

  /** Prepares the layers; pixels are made row by row when asked for. */
  public Picture(Description description) {
    this.description = description;
    Palette palette = Palette.of(description);
    this.layers = new ArrayList<>(Scene.of(description, palette));
    this.layers.addAll(Card.of(description, palette));
  }

  @Override
  public int width() {
    return description.width();
  }

  @Override
  public int height() {
    return description.height();
  }

  @Override
  public boolean transparent() {
    return description.transparent();
  }

  @Override
  public void row(int y, int[] argb) {
    Arrays.fill(argb, transparent() ? 0 : 0xFF000000);
    Row row = new Row(argb);
    for (Layer layer : layers) {
      layer.paint(y, row);
    }
  }
}
