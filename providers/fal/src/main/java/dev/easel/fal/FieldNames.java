package dev.easel.fal;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our names for fal's parameters, so that a caller finds them in the request it sent. */
final class FieldNames {
  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("prompt", "prompt"),
          Map.entry("image_urls", "images"),
          Map.entry("mask_image_url", "mask"),
          Map.entry("mask_url", "mask"),
          Map.entry("input_fidelity", "input_fidelity"),
          Map.entry("image_size", "output.size"),
          Map.entry("num_images", "output.count"),
          Map.entry("quality", "output.quality"),
          Map.entry("background", "output.background"),
          Map.entry("output_format", "output.format"),
          Map.entry("output_compression", "output.compression"));

  private static final Pattern ELEMENT = Pattern.compile("([a-z_]+)\\.(\\d{1,4})");

  private FieldNames() {}

  /** In our words; a parameter that is not ours to set keeps fal's, if that looks like a name. */
  static List<String> ours(List<String> theirs) {
    return theirs.stream()
        .filter(name -> name.matches("[a-z0-9_.]{1,64}"))
        .map(FieldNames::ours)
        .distinct()
        .toList();
  }

  /** The second of a list is {@code image_urls.1} there, and {@code images[1]} here. */
  private static String ours(String theirs) {
    Matcher element = ELEMENT.matcher(theirs);
    if (element.matches() && OURS.containsKey(element.group(1))) {
      return OURS.get(element.group(1)) + "[" + element.group(2) + "]";
    }
    return OURS.getOrDefault(theirs, theirs);
  }
}
