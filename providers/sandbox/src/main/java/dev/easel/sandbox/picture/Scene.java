package dev.easel.sandbox.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The three scenes; which one it is follows from the prompt. */
final class Scene {

  private static final int PURPOSE = 2;

  private final Description picture;
  private final Palette palette;
  private final SplittableRandom random;
  private final double width;
  private final double height;
  private final double unit;

  private Scene(Description picture, Palette palette) {
    this.picture = picture;
    this.palette = palette;
    this.random = picture.random(PURPOSE);
    this.width = picture.width();
    this.height = picture.height();
    this.unit = picture.unit();
  }

  static List<Layer> of(Description picture, Palette palette) {
    Scene scene = new Scene(picture, palette);
    int choice = scene.random.nextInt(3);
    // Hills would be a ground, and a transparent picture has none.
    return switch (choice) {
      case 0 -> picture.transparent() ? scene.bubbles() : scene.landscape();
      case 1 -> scene.arches();
      default -> scene.bubbles();
    };
  }

  private List<Layer> landscape() {
    List<Layer> layers = new ArrayList<>();
    ground(layers, palette.deep(), palette.light(), 0);
    double x = width * between(0.22, 0.78);
    double y = height * between(0.2, 0.36);
    double radius = unit * between(70, 120);
    layers.add(Disc.glow(x, y, radius * 6, palette.bright(), 150));
    layers.add(Disc.solid(x, y, radius, palette.bright(), 245));
    int ranges = 5;
    for (int i = 0; i < ranges; i++) {
      double share = (i + 1.0) / ranges;
      int rgb = Colours.mix(palette.light(), palette.night(), (int) (60 + 185 * share));
      int foot = Colours.mix(rgb, palette.light(), 60);
      double top = height * (0.34 + 0.11 * i);
      layers.add(new Hills(crest(top, unit * (90 - 9 * i)), picture.height(), rgb, foot));
    }
    return layers;
  }

  /** Three waves of different length over one another, so that no two stretches look alike. */
  private double[] crest(double top, double swing) {
    double long1 = between(1.0, 1.8);
    double long2 = between(2.6, 4.2);
    double long3 = between(6, 11);
    double start = between(0, Math.TAU);
    double[] crest = new double[picture.width()];
    for (int x = 0; x < crest.length; x++) {
      double turn = Math.TAU * x / (1024 * unit);
      crest[x] =
          top
              + swing
                  * (0.6 * Math.sin(turn * long1 + start)
                      + 0.3 * Math.sin(turn * long2 + start * 3)
                      + 0.1 * Math.sin(turn * long3 + start * 7));
    }
    return crest;
  }

  private List<Layer> arches() {
    List<Layer> layers = new ArrayList<>();
    ground(layers, palette.light(), palette.bright(), 0.3);
    double x = width * between(0.3, 0.7);
    double y = height * between(0.34, 0.42);
    double step = unit * between(54, 72);
    layers.add(Disc.solid(width - x, height * 0.3, step * 8, palette.accent(0.9), 110));
    int rings = 7;
    for (int i = rings; i >= 1; i--) {
      int rgb = i % 2 == 0 ? palette.accent((double) i / rings) : palette.deep();
      layers.add(Disc.solid(x, y, step * i, i == 1 ? palette.bright() : rgb, 255));
    }
    return layers;
  }

  private List<Layer> bubbles() {
    List<Layer> layers = new ArrayList<>();
    ground(layers, palette.deep(), palette.accent(0.35), between(-0.5, 0.5));
    for (int i = 0; i < 11; i++) {
      double x = width * between(0.04, 0.96);
      double y = height * between(0.04, 0.8);
      double radius = unit * between(40, 230);
      int rgb = palette.accent(random.nextDouble());
      layers.add(Disc.solid(x, y, radius, rgb, picture.transparent() ? 225 : 150));
      layers.add(new Disc(x, y, radius - unit * 5, radius, 1, palette.bright(), 190));
      layers.add(
          Disc.glow(x - radius * 0.32, y - radius * 0.36, radius * 0.5, palette.bright(), 130));
    }
    return layers;
  }

  private void ground(List<Layer> layers, int from, int to, double slant) {
    if (!picture.transparent()) {
      layers.add(new Gradient(from, to, picture.height(), slant));
    }
  }

  private double between(double low, double high) {
    return low + random.nextDouble() * (high - low);
  }
}
