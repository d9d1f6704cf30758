package dev.easel.fal;

import dev.easel.http.Content;
import dev.easel.http.json.Json;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageWork;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Secret;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The input of one of fal's image endpoints. That the endpoint takes it all was checked before.
 *
 * @param work what is asked
 * @param sources what it is made from
 * @param dialect how the endpoint words it
 */
record ImageInput(ImageWork work, SourceUrls sources, Dialect dialect) {
  /** The body of the submit: the one place where a caller's key leaves. */
  Content content(@Nullable Secret callerKey) {
    Map<String, Json> input = members();
    if (callerKey != null) {
      input.put("openai_api_key", Json.of(callerKey.reveal()));
    }
    return Content.json(new Json.ObjectValue(input));
  }

  /** By which it is known again; for requests without a caller's key. */
  InputDigest digest() {
    return InputDigest.of(new Json.ObjectValue(members()));
  }

  private Map<String, Json> members() {
    OutputSpec output = work.output();
    Map<String, Json> input = new LinkedHashMap<>();
    input.put("prompt", Json.of(work.prompt()));
    if (!sources.images().isEmpty()) {
      input.put(
          "image_urls", new Json.ArrayValue(sources.images().stream().map(Json::of).toList()));
    }
    sources.mask().ifPresent(url -> input.put(dialect.mask().orElseThrow(), Json.of(url)));
    output.size().ifPresent(size -> input.put("image_size", size(size)));
    word(output.quality()).ifPresent(word -> input.put("quality", word));
    word(output.background()).ifPresent(word -> input.put("background", word));
    word(work.inputFidelity()).ifPresent(word -> input.put("input_fidelity", word));
    input.put("num_images", Json.of(output.count()));
    if (dialect.formatField()) {
      word(output.format()).ifPresent(word -> input.put("output_format", word));
    }
    compression(output).ifPresent(level -> input.put("output_compression", Json.of(level)));
    if (dialect.inlineSwitch()) {
      // As a data URI a result is not kept by fal, and could not be fetched a second time.
      input.put("sync_mode", new Json.BooleanValue(false));
    }
    return input;
  }

  /** PNG has none, and an endpoint that has the field refuses it then. */
  private static Optional<Integer> compression(OutputSpec output) {
    return output.format().equals(Optional.of(ImageFormat.PNG))
        ? Optional.empty()
        : output.compression();
  }

  private Json size(SizeChoice choice) {
    return switch (choice) {
      case SizeChoice.Exact(Size size) when dialect.size() == Dialect.SizeForm.SIDES -> sides(size);
      case SizeChoice.Exact(Size size) -> Json.of(size.toString());
      case SizeChoice.Auto auto -> Json.of(auto.toString());
    };
  }

  private static Json sides(Size size) {
    Map<String, Json> sides = new LinkedHashMap<>();
    sides.put("width", Json.of(size.width()));
    sides.put("height", Json.of(size.height()));
    return new Json.ObjectValue(sides);
  }

  private static <E extends Enum<E>> Optional<Json> word(Optional<E> value) {
    return value.map(constant -> Json.of(constant.name().toLowerCase(Locale.ROOT)));
  }
}
