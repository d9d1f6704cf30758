package dev.easel.fal;

import dev.easel.http.Content;
import dev.easel.http.json.Json;
import dev.easel.spi.ImageWork;
import dev.easel.spi.OutputSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The input of fal's text-to-image endpoints. */
final class TextToImageInput {
  private TextToImageInput() {}

  static Content of(ImageWork work) {
    OutputSpec output = work.output();
    Map<String, Json> input = new LinkedHashMap<>();
    input.put("prompt", Json.of(work.prompt()));
    output.size().ifPresent(size -> input.put("image_size", Json.of(size.toString())));
    word(output.quality()).ifPresent(word -> input.put("quality", word));
    word(output.background()).ifPresent(word -> input.put("background", word));
    input.put("num_images", Json.of(output.count()));
    word(output.format()).ifPresent(word -> input.put("output_format", word));
    // As a data URI a result is not kept by fal, and could not be fetched a second time.
    input.put("sync_mode", new Json.BooleanValue(false));
    return Content.json(new Json.ObjectValue(input));
  }

  private static <E extends Enum<E>> Optional<Json> word(Optional<E> value) {
    return value.map(constant -> Json.of(constant.name().toLowerCase(Locale.ROOT)));
  }
}
