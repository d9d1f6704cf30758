package dev.easel.sandbox.openai;

import java.util.List;
import java.util.stream.Stream;

/** The two things that can be asked for. */
enum Operation {
  GENERATION("image_generation", "dall-e-2", "auto", "moderation"),
  EDIT("image_edit", "gpt-image-1.5", "1024x1024", "input_fidelity");

  private static final List<String> COMMON =
      List.of(
          "prompt",
          "model",
          "n",
          "size",
          "quality",
          "background",
          "output_format",
          "output_compression",
          "stream",
          "partial_images",
          "user",
          "safety_identifier");

  private final String events;
  private final String model;
  private final String size;
  private final String own;

  Operation(String events, String model, String size, String own) {
    this.events = events;
    this.model = model;
    this.size = size;
    this.own = own;
  }

  /** What the names of its events begin with. */
  String events() {
    return events;
  }

  /** The model that is asked when none is named; to generate, one that is long gone. */
  String model() {
    return model;
  }

  /** The size that is drawn when none is named. */
  String size() {
    return size;
  }

  /** The parameters that it has in every form. */
  List<String> parameters() {
    return Stream.concat(COMMON.stream(), Stream.of(own)).toList();
  }
}
