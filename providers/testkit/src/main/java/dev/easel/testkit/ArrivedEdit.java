package dev.easel.testkit;

import java.util.List;
import java.util.Optional;

/**
 * The sources of a paid edit as the seller got them.
 *
 * @param images in the order of the request
 * @param mask the mask, if there was one
 */
public record ArrivedEdit(List<ArrivedImage> images, Optional<ArrivedImage> mask) {
  public ArrivedEdit {
    images = List.copyOf(images);
  }
}
