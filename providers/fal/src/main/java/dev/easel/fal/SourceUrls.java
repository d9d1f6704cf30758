package dev.easel.fal;

import java.util.List;
import java.util.Optional;

/**
 * Where fal finds an edit's sources: the caller's own URLs, data URLs, and uploads of ours.
 *
 * @param images the images in order; none for text to image
 * @param mask the mask, if there is one
 */
record SourceUrls(List<String> images, Optional<String> mask) {
  SourceUrls {
    images = List.copyOf(images);
  }

  static SourceUrls none() {
    return new SourceUrls(List.of(), Optional.empty());
  }
}
