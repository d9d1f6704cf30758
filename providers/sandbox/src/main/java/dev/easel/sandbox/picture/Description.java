package dev.easel.sandbox.picture;

import java.util.List;
import java.util.SplittableRandom;

/**
 * All that a picture depends on.
 *
 * @param prompt written largest, and the source of colours and shapes; any Unicode
 * @param index which image of its request, from 0; gives sisters of one prompt their own look
 * @param captions small lines below the prompt
 * @param width pixels, 64 to 8192
 * @param height pixels, 64 to 8192
 * @param transparent whether the ground is left out
 */
public record Description(
    String prompt, int index, List<String> captions, int width, int height, boolean transparent) {

  /** Copies the captions and checks the size. */
  public Description {
    captions = List.copyOf(captions);
    if (Math.min(width, height) < 64 || Math.max(width, height) > 8192) {
      throw new IllegalArgumentException("a picture of " + width + " by " + height + " pixels");
    }
  }

  /** Random numbers that this prompt and index always give, apart for each purpose. */
  SplittableRandom random(int purpose) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < prompt.length(); i++) {
      hash = (hash ^ prompt.charAt(i)) * 0x100000001b3L;
    }
    return new SplittableRandom(hash + index * 0x9E3779B97F4A7C15L + purpose);
  }

  /** Pixels for one 1024th of the shorter side, so that a drawing looks alike at every size. */
  double unit() {
    return Math.min(width, height) / 1024.0;
  }
}
