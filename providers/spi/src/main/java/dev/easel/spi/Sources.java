package dev.easel.spi;

import java.util.List;
import java.util.Optional;

/**
 * The images that work is made from. Immutable.
 *
 * @param images in the order that the prompt refers to them; none for text to image
 * @param mask the region of the first image to repaint
 */
public record Sources(List<SourceImage> images, Optional<SourceImage> mask) {
  public Sources {
    images = List.copyOf(images);
  }

  /** For text to image. */
  public static Sources none() {
    return new Sources(List.of(), Optional.empty());
  }
}
