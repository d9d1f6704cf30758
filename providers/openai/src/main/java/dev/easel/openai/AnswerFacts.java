package dev.easel.openai;

import dev.easel.http.json.Json;
import dev.easel.spi.Background;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Quality;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an answer says beside its images, wherever in it. */
final class AnswerFacts {
  /** The members worth reading; others may be of any size and are passed over. */
  static final Set<String> KNOWN =
      Set.of(
          "background",
          "code",
          "error",
          "message",
          "metadata",
          "model",
          "moderation_details",
          "param",
          "quality",
          "type",
          "usage");

  private final ImageWork work;
  private final Map<String, Json> told = new HashMap<>();

  AnswerFacts(ImageWork work) {
    this.work = work;
  }

  void tell(String name, Json value) {
    told.put(name, value);
  }

  Optional<Json> find(String name) {
    return Optional.ofNullable(told.get(name));
  }

  Optional<String> text(String name) {
    return find(name).flatMap(Json::asText);
  }

  /** Everything, as one object. */
  Json all() {
    return new Json.ObjectValue(told);
  }

  /** What holds for an image: as told, else as asked for; what is auto was never said. */
  ImageFacts image(Optional<String> revisedPrompt) {
    Optional<Quality> quality =
        text("quality")
            .flatMap(word -> Words.find(Quality.class, word))
            .or(() -> work.output().quality())
            .filter(known -> known != Quality.AUTO);
    Optional<Background> background =
        text("background")
            .flatMap(word -> Words.find(Background.class, word))
            .or(() -> work.output().background())
            .filter(known -> known != Background.AUTO);
    return new ImageFacts(quality, background, revisedPrompt);
  }
}
