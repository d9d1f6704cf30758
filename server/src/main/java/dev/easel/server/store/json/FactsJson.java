package dev.easel.server.store.json;

import dev.easel.spi.Background;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.Quality;

/** What a seller says of an image. */
final class FactsJson {
  private FactsJson() {}

  static void write(ImageFacts facts, Draft draft) {
    draft
        .word("quality", facts.quality())
        .word("background", facts.background())
        .text("revised_prompt", facts.revisedPrompt());
  }

  static ImageFacts read(Value value) {
    return value.object(facts ->
        new ImageFacts(
            facts.find("quality", quality -> quality.word(Quality.class)),
            facts.find("background", background -> background.word(Background.class)),
            facts.find("revised_prompt", Value::text)));
  }
}
