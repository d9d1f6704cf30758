package dev.easel.spi;

import java.util.Optional;

/**
 * The images wanted. A field left empty takes the offering's default; once {@link
 * #orElse(OutputSpec) resolved} a field stays empty only where the offering has no such option.
 *
 * @param count how many images, from one
 * @param size pixel size
 * @param quality rendering effort
 * @param background what is behind the subject
 * @param format encoding
 * @param compression for JPEG and WebP, from 0 to 100
 * @param moderation strictness of the content filter
 */
public record OutputSpec(
    int count,
    Optional<SizeChoice> size,
    Optional<Quality> quality,
    Optional<Background> background,
    Optional<ImageFormat> format,
    Optional<Integer> compression,
    Optional<Moderation> moderation) {

  /** One image, everything else as the offering has it. */
  public static OutputSpec unset() {
    return new OutputSpec(
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** This, with the empty fields taken from defaults. The count is this one's. */
  public OutputSpec orElse(OutputSpec defaults) {
    return new OutputSpec(
        count,
        size.or(defaults::size),
        quality.or(defaults::quality),
        background.or(defaults::background),
        format.or(defaults::format),
        compression.or(defaults::compression),
        moderation.or(defaults::moderation));
  }
}
