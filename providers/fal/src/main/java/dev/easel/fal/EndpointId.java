package dev.easel.fal;

import java.util.Arrays;
import java.util.List;

/**
 * The name of an endpoint, such as {@code fal-ai/gpt-image-1/text-to-image}. A submit goes to the
 * whole of it; whatever follows goes to its application alone (fal-js {@code parseEndpointId},
 * fal_client {@code AppId}).
 *
 * @param full the whole name
 */
record EndpointId(String full) {
  private static final List<String> NAMESPACES = List.of("workflows", "comfy");

  /** A handle has room for it, whatever else is in there. */
  private static final int LONGEST = 500;

  EndpointId {
    if (full.length() > LONGEST) {
      throw new IllegalArgumentException(
          "an endpoint of fal has at most " + LONGEST + " characters, not " + full.length());
    }
    if (Arrays.stream(full.split("/", -1)).anyMatch(String::isBlank) || !full.contains("/")) {
      throw new IllegalArgumentException(
          "an endpoint of fal is owner/name or owner/name/path, not " + full);
    }
  }

  /** Owner and name, with the namespace before them if there is one. */
  String application() {
    List<String> segments = List.of(full.split("/", -1));
    int length = NAMESPACES.contains(segments.getFirst()) ? 3 : 2;
    return String.join("/", segments.subList(0, Math.min(length, segments.size())));
  }
}
