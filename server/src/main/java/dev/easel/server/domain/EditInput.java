package dev.easel.server.domain;

import dev.easel.spi.InputFidelity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an edit starts from.
 *
 * @param images in the order that the prompt refers to them
 * @param mask the region of the first image to repaint
 * @param inputFidelity effort spent on keeping the sources' details
 */
public record EditInput(
    List<Source> images, Optional<Source> mask, Optional<InputFidelity> inputFidelity) {
  public EditInput {
    images = List.copyOf(images);
  }

  /** For text to image. */
  public static EditInput none() {
    return new EditInput(List.of(), Optional.empty(), Optional.empty());
  }

  /** The images and the mask. */
  public Stream<Source> all() {
    return Stream.concat(images.stream(), mask.stream());
  }
}
