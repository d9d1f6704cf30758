package dev.easel.sandbox.openai;

/**
 * An image that is to be edited, or a mask.
 *
 * @param size as its head says
 * @param alpha whether it can be transparent
 */
record Reference(PixelSize size, boolean alpha) {

  private static final int TILE = 512;

  /** The tokens it costs to look at: a base, and so many for each tile of 512 by 512. */
  int tokens(boolean closely) {
    double scale = (double) TILE / Math.min(size.width(), size.height());
    int across = (int) Math.ceil(size.width() * scale / TILE);
    int down = (int) Math.ceil(size.height() * scale / TILE);
    int more = size.width() == size.height() ? 4160 : 6240;
    return 65 + 129 * across * down + (closely ? more : 0);
  }
}
