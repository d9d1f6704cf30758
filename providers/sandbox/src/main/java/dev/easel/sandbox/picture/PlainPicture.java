package dev.easel.sandbox.picture;

import java.util.Arrays;

/**
 * One colour: the smallest file that a size can have.
 *
 * @param width pixels
 * @param height pixels
 * @param transparent whether all of it is clear
 */
public record PlainPicture(int width, int height, boolean transparent) implements RowSource {

  private static final int GREY = 0xFF808080;

  @Override
  public void row(int y, int[] argb) {
    Arrays.fill(argb, transparent ? 0 : GREY);
  }
}
