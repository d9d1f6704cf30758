package dev.easel.sandbox.openai;

import java.util.List;
import java.util.Optional;

/**
 * What an edit comes with, whichever way it came.
 *
 * @param parameters all but the images
 * @param images what is to be edited
 * @param mask where; transparent pixels
 */
record EditInputs(Parameters parameters, List<Reference> images, Optional<Reference> mask) {

  private static final int MOST = 16;

  EditInputs {
    images = List.copyOf(images);
  }

  /** Refuses too few, too many, and a mask that does not fit. */
  void check(String name) throws Rejected {
    if (images.isEmpty()) {
      throw Parameters.missing(name);
    }
    if (images.size() > MOST) {
      throw new Rejected(
          ApiError.request(
              "array_above_max_length",
              name,
              "Invalid '%s': array too long. Expected an array with maximum length 16, but got an"
                      .formatted(name)
                  + " array with length "
                  + images.size()
                  + " instead."));
    }
    if (mask.isPresent() && !mask.get().size().equals(images.getFirst().size())) {
      throw new Rejected(
          ApiError.user(
              "invalid_image",
              "mask",
              "Invalid mask image format - mask size does not match image size."));
    }
    if (mask.isPresent() && !mask.get().alpha()) {
      throw new Rejected(
          ApiError.user("invalid_image_format", "mask", "The mask must have an alpha channel."));
    }
  }

  static Rejected noImage(String name) {
    return new Rejected(
        ApiError.user(
            "invalid_image_format",
            name,
            "Invalid image file or mode. Supported file formats are 'image/jpeg', 'image/png', and"
                + " 'image/webp'."));
  }

  static Rejected tooLarge(String name) {
    return new Rejected(
        ApiError.user("image_too_large", name, "An image must be smaller than 50 MB."));
  }
}
