package dev.easel.sandbox.picture;

import java.util.List;

/** The card at the foot of a picture: the prompt as large as fits, the captions below it. */
final class Card {

  private static final double[] SCALES = {9, 7.5, 6.5, 5.5, 4.8, 4.2, 3.6, 3.2};
  private static final double CAPTION_SCALE = 2.9;
  private static final double TALLEST = 0.46;

  private final Description picture;
  private final Palette palette;
  private final double unit;
  private final int margin;
  private final int padding;

  private Card(Description picture, Palette palette) {
    this.picture = picture;
    this.palette = palette;
    this.unit = picture.unit();
    this.margin = (int) (44 * unit);
    this.padding = (int) (38 * unit);
  }

  static List<Layer> of(Description picture, Palette palette) {
    return new Card(picture, palette).layers();
  }

  private List<Layer> layers() {
    Letters letters = Letters.load();
    Typeface small = new Typeface(letters, CAPTION_SCALE * unit);
    int smallLeading = (int) (small.height() * 1.35);
    List<String> captions =
        picture.captions().stream().map(Wording::plain).map(line -> clip(line, small)).toList();
    int captionsHeight = smallLeading * captions.size();

    int gap = (int) (22 * unit);
    int room = (int) (picture.height() * TALLEST) - captionsHeight - 2 * padding - 2 * gap;
    Block prompt = fit(letters, room);
    int height = prompt.height() + captionsHeight + 2 * padding + 2 * gap;
    int top = picture.height() - margin - height;
    int left = margin + padding;
    int line = top + padding + prompt.height() + gap;
    int right = picture.width() - margin;
    int thin = (int) Math.max(1, 4 * unit);
    return List.of(
        new Panel(
            margin, top, right, top + height, (int) (34 * unit), palette.night(), cardAlpha()),
        new TextLayer(
            prompt.typeface(), prompt.lines(), left, top + padding, prompt.leading(), 0xFFFFFF),
        new Panel(left, line, right - padding, line + thin, 0, palette.light(), 150),
        new TextLayer(small, captions, left, line + gap, smallLeading, palette.bright()));
  }

  private int cardAlpha() {
    return picture.transparent() ? 225 : 178;
  }

  /** The largest letters in which the prompt fits; if none does, the smallest and an ellipsis. */
  private Block fit(Letters letters, int room) {
    String words = Wording.plain(picture.prompt());
    Block smallest = block(letters, words, SCALES[SCALES.length - 1]);
    for (double scale : SCALES) {
      Block block = block(letters, words, scale);
      if (block.height() <= room) {
        return block;
      }
    }
    int count = Math.max(1, room / smallest.leading());
    List<String> kept = Wording.atMost(count, smallest.lines(), columns(smallest.typeface()));
    return new Block(smallest.typeface(), kept);
  }

  private Block block(Letters letters, String words, double scale) {
    Typeface typeface = new Typeface(letters, scale * unit);
    return new Block(typeface, Wording.lines(words, columns(typeface)));
  }

  private String clip(String line, Typeface typeface) {
    int columns = columns(typeface);
    return Wording.atMost(1, Wording.lines(line, columns), columns).stream().findFirst().orElse("");
  }

  private int columns(Typeface typeface) {
    return Math.max(4, (picture.width() - 2 * margin - 2 * padding) / typeface.width());
  }

  private record Block(Typeface typeface, List<String> lines) {

    int leading() {
      return (int) (typeface.height() * 1.2);
    }

    int height() {
      return Math.max(1, lines.size()) * leading();
    }
  }
}
