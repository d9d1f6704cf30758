package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;

/** The tokens that a task costs, as the seller bills them. */
record Usage(int text, int images, int drawn) {

  private static final int CHARACTERS = 4;
  private static final int PARTIAL = 100;

  /** What a part of a task costs: {@code count} images of it with their partial ones. */
  static Usage of(ImageTask task, int count) {
    int one = task.model().tokens().drawn(task.quality(), task.size());
    return new Usage(
        (task.prompt().length() + CHARACTERS - 1) / CHARACTERS,
        task.references().stream().mapToInt(image -> image.tokens(task.closely())).sum(),
        count * (one + PARTIAL * task.partials()));
  }

  Json.Struct json() {
    return Json.struct()
        .put("input_tokens", text + images)
        .put("output_tokens", drawn)
        .put("total_tokens", text + images + drawn)
        .put(
            "input_tokens_details",
            Json.struct().put("text_tokens", text).put("image_tokens", images).build())
        .put(
            "output_tokens_details",
            Json.struct().put("text_tokens", 0).put("image_tokens", drawn).build())
        .build();
  }
}
