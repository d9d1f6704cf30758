package dev.easel.fal;

import java.util.List;
import java.util.Optional;

/**
 * How an endpoint words what all of them have. Read off the models' pages and the schemas of fal's
 * own client, fal-js; what an endpoint takes at all is in its catalog.
 *
 * @param mask its field for the mask, if it has one
 * @param size how a size is written
 * @param formatField whether it has {@code output_format}; one that has not gives PNG, as OpenAI
 *     does when it is not told
 * @param inlineSwitch whether it has {@code sync_mode}, which is then switched off
 */
record Dialect(Optional<String> mask, SizeForm size, boolean formatField, boolean inlineSwitch) {
  /** How a size is written. */
  enum SizeForm {
    /** As in {@code "1536x1024"}. */
    WORD,
    /** As in {@code {"width": 1536, "height": 1024}}; {@code "auto"} is a word here too. */
    SIDES
  }

  /** The endpoints whose names begin alike. */
  private record Family(String start, Dialect dialect) {}

  private static final Dialect OWN_KEY = new Dialect(Optional.empty(), SizeForm.WORD, false, false);

  /** The first that fits decides. */
  private static final List<Family> FAMILIES =
      List.of(
          new Family("fal-ai/gpt-image-1/text-to-image/byok", OWN_KEY),
          new Family("fal-ai/gpt-image-1/edit-image/byok", OWN_KEY),
          new Family(
              "openai/gpt-image-2.5/", new Dialect(Optional.empty(), SizeForm.SIDES, true, false)),
          new Family("openai/", new Dialect(Optional.of("mask_url"), SizeForm.SIDES, true, true)),
          new Family("", new Dialect(Optional.of("mask_image_url"), SizeForm.WORD, true, true)));

  static Dialect of(EndpointId endpoint) {
    return FAMILIES.stream()
        .filter(family -> endpoint.full().startsWith(family.start()))
        .map(Family::dialect)
        .findFirst()
        .orElseThrow();
  }
}
