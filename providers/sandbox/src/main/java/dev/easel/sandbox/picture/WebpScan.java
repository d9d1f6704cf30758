package dev.easel.sandbox.picture;

import java.io.IOException;

/** Goes over a picture and turns it into tokens; the same ones every time. */
final class WebpScan {

  // A shorter copy takes about as many bits as its pixels.
  private static final int SHORTEST = 3;

  private final RowSource picture;
  private final WebpPredictor[][] predictors;
  private int[] row;
  private int[] above;

  /** Looks at the picture once to choose predictors while {@code tokens} hears of it. */
  WebpScan(RowSource picture, WebpTokens tokens) throws IOException {
    this.picture = picture;
    this.predictors = new WebpPredictor[WebpBand.blocks(picture.height())][];
    this.row = new int[picture.width()];
    this.above = new int[picture.width()];
    WebpBand band = new WebpBand(picture);
    for (int line = 0; line < predictors.length; line++) {
      band.next();
      predictors[line] = choose(band);
      tell(band, line, tokens);
    }
  }

  /** Goes over the picture again. */
  void repeat(WebpTokens tokens) throws IOException {
    WebpBand band = new WebpBand(picture);
    for (int line = 0; line < predictors.length; line++) {
      band.next();
      tell(band, line, tokens);
    }
  }

  /** Which predictor each block has, as an image of its own: the number is the green. */
  void tellPredictors(WebpTokens tokens) throws IOException {
    for (WebpPredictor[] line : predictors) {
      for (WebpPredictor predictor : line) {
        tokens.pixel(predictor.number() << 8);
      }
    }
  }

  private WebpPredictor[] choose(WebpBand band) {
    WebpPredictor[] chosen = new WebpPredictor[WebpBand.blocks(picture.width())];
    for (int block = 0; block < chosen.length; block++) {
      chosen[block] = band.best(block);
    }
    return chosen;
  }

  private void tell(WebpBand band, int line, WebpTokens tokens) throws IOException {
    for (int y = 0; y < band.height(); y++) {
      int[] spare = above;
      above = row;
      row = spare;
      band.differences(y, predictors[line], row);
      tellRow(line + y > 0, tokens);
    }
  }

  private void tellRow(boolean hasAbove, WebpTokens tokens) throws IOException {
    int x = 0;
    while (x < row.length) {
      int fromLeft = x == 0 ? 0 : alike(row, x - 1, x);
      int fromAbove = hasAbove ? alike(above, x, x) : 0;
      int length = Math.max(fromLeft, fromAbove);
      if (length < SHORTEST) {
        tokens.pixel(row[x]);
        x++;
      } else {
        tokens.copy(
            fromLeft >= fromAbove ? WebpTokens.Source.LEFT : WebpTokens.Source.ABOVE, length);
        x += length;
      }
    }
  }

  /** How many pixels from {@code x} on are the same as those of a row from {@code other} on. */
  private int alike(int[] others, int other, int x) {
    int most = Math.min(WebpTokens.LONGEST, row.length - x);
    int length = 0;
    while (length < most && row[x + length] == others[other + length]) {
      length++;
    }
    return length;
  }
}
