package dev.easel.openai;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenAI's parameters by the names that our callers know them by. */
final class FieldNames {
  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("prompt", "prompt"),
          Map.entry("model", "model"),
          Map.entry("n", "output.count"),
          Map.entry("size", "output.size"),
          Map.entry("width", "output.size"),
          Map.entry("height", "output.size"),
          Map.entry("aspect_ratio", "output.size"),
          Map.entry("quality", "output.quality"),
          Map.entry("background", "output.background"),
          Map.entry("output_format", "output.format"),
          Map.entry("output_compression", "output.compression"),
          Map.entry("moderation", "output.moderation"),
          Map.entry("input_fidelity", "input_fidelity"),
          Map.entry("partial_images", "options.preview_count"),
          Map.entry("stream", "options.preview_count"),
          Map.entry("user", "options.end_user"),
          Map.entry("image", "images"),
          Map.entry("image[]", "images"),
          Map.entry("images", "images"),
          Map.entry("mask", "mask"));

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,64}");
  private static final Pattern IMAGE = Pattern.compile("images?\\[(\\d{1,3})].*");
  private static final Pattern MASK = Pattern.compile("mask\\..*");

  private FieldNames() {}

  /** In our words; a parameter that is not ours to set keeps the seller's, if it is a name. */
  static Optional<String> ours(String theirs) {
    if (!NAME.matcher(theirs).matches()) {
      return Optional.empty();
    }
    Matcher image = IMAGE.matcher(theirs);
    if (image.matches()) {
      return Optional.of("images[" + image.group(1) + "]");
    }
    return Optional.of(MASK.matcher(theirs).matches() ? "mask" : OURS.getOrDefault(theirs, theirs));
  }
}
