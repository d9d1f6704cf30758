package dev.easel.sandbox.picture;

import java.util.List;

/** Lines of text, one below the other. */
record TextLayer(Typeface typeface, List<String> lines, int left, int top, int leading, int rgb)
    implements Layer {

  @Override
  public void paint(int y, Row row) {
    int index = Math.floorDiv(y - top, leading);
    int within = y - top - index * leading;
    if (index >= 0 && index < lines.size() && within < typeface.height()) {
      paint(lines.get(index), within, row);
    }
  }

  private void paint(String line, int within, Row row) {
    for (int i = 0; i < line.length(); i++) {
      int start = left + i * typeface.width();
      for (int x = 0; x < typeface.width() && start + x < row.width(); x++) {
        int cover = typeface.cover(line.charAt(i), x, within);
        if (cover > 0) {
          row.over(start + x, rgb, cover);
        }
      }
    }
  }
}
