package dev.easel.sandbox.fal;

import java.util.List;
import java.util.Optional;

/**
 * The name of a model at fal. Submits go to the whole of it; a queued request lives under its short
 * form, {@code [namespace/]owner/alias}, without the path (fal-js {@code parseEndpointId}).
 *
 * @param segments the parts between slashes
 * @param inShortForm how many of them make the short form
 */
record EndpointId(List<String> segments, int inShortForm) {

  private static final List<String> NAMESPACES = List.of("workflows", "comfy");

  EndpointId {
    segments = List.copyOf(segments);
  }

  /** Reads an id; nothing if it lacks an owner or an alias. */
  static Optional<EndpointId> parse(String text) {
    return of(List.of(text.split("/", -1)));
  }

  /** The id of these segments; nothing if an owner or an alias is missing. */
  static Optional<EndpointId> of(List<String> segments) {
    int needed = !segments.isEmpty() && NAMESPACES.contains(segments.getFirst()) ? 3 : 2;
    boolean complete = segments.size() >= needed && segments.stream().noneMatch(String::isEmpty);
    return complete ? Optional.of(new EndpointId(segments, needed)) : Optional.empty();
  }

  /** The whole id, as in {@code fal-ai/gpt-image-1/text-to-image}. */
  String full() {
    return String.join("/", segments);
  }

  /** The part that queue URLs are built from, as in {@code fal-ai/gpt-image-1}. */
  String shortForm() {
    return String.join("/", segments.subList(0, inShortForm));
  }

  /** What follows the short form, with a leading slash. */
  String path() {
    return "/" + String.join("/", segments.subList(inShortForm, segments.size()));
  }

  String alias() {
    return segments.get(inShortForm - 1);
  }
}
