package dev.easel.fal;

import java.util.List;
import java.util.Map;

/** Our names for fal's parameters, so that a caller finds them in the request it sent. */
final class FieldNames {
  private static final Map<String, String> OURS =
      Map.of(
          "prompt", "prompt",
          "image_size", "output.size",
          "num_images", "output.count",
          "quality", "output.quality",
          "background", "output.background",
          "output_format", "output.format");

  private FieldNames() {}

  /** In our words; a parameter that is not ours to set keeps fal's, if that looks like a name. */
  static List<String> ours(List<String> theirs) {
    return theirs.stream()
        .filter(name -> name.matches("[a-z0-9_.]{1,64}"))
        .map(name -> OURS.getOrDefault(name, name))
        .toList();
  }
}
