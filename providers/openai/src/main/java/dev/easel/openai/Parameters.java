package dev.easel.openai;

import dev.easel.http.json.Json;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageWork;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parameters that both operations take, by OpenAI's names, in the order to send them. */
final class Parameters {
  private final Map<String, Json> members = new LinkedHashMap<>();

  private Parameters() {}

  static Map<String, Json> of(ImageWork work, String model, Dialect dialect) {
    Parameters parameters = new Parameters();
    parameters.put("model", Json.of(model));
    parameters.put("prompt", Json.of(work.prompt()));
    parameters.output(work.output(), dialect);
    work.inputFidelity().ifPresent(fidelity -> parameters.word("input_fidelity", fidelity));
    work.endUser().ifPresent(user -> parameters.put("user", Json.of(user)));
    if (work.previewCount() > 0) {
      parameters.put("stream", new Json.BooleanValue(true));
      parameters.put("partial_images", Json.of(work.previewCount()));
    }
    if (dialect.responseFormat() != ResponseFormat.OMIT) {
      parameters.put("response_format", Json.of(dialect.responseFormat().word()));
    }
    return parameters.members;
  }

  private void output(OutputSpec output, Dialect dialect) {
    put("n", Json.of(output.count()));
    output.size().ifPresent(size -> size(size, dialect.sizeMode()));
    output.quality().ifPresent(quality -> word("quality", quality));
    output.background().ifPresent(background -> word("background", background));
    output.format().ifPresent(format -> word("output_format", format));
    compression(output).ifPresent(value -> put("output_compression", Json.of(value)));
    output.moderation().ifPresent(moderation -> word("moderation", moderation));
  }

  /** PNG is not compressed with loss, and OpenAI refuses to be told so by any other value. */
  private static Optional<Integer> compression(OutputSpec output) {
    boolean lossy = output.format().filter(format -> format != ImageFormat.PNG).isPresent();
    return lossy ? output.compression() : Optional.empty();
  }

  private void size(SizeChoice choice, SizeMode mode) {
    switch (mode) {
      case WXH -> put("size", Json.of(choice.toString()));
      case WIDTH_HEIGHT ->
          exact(choice)
              .ifPresent(size -> {
                put("width", Json.of(size.width()));
                put("height", Json.of(size.height()));
              });
      case ASPECT_RATIO ->
          exact(choice).ifPresent(size -> put("aspect_ratio", Json.of(ratio(size))));
      case OMIT -> {}
    }
  }

  private static Optional<Size> exact(SizeChoice choice) {
    return switch (choice) {
      case SizeChoice.Auto() -> Optional.empty();
      case SizeChoice.Exact(Size size) -> Optional.of(size);
    };
  }

  /** The shape of a size, in the smallest numbers. */
  static String ratio(Size size) {
    int larger = size.width();
    int divisor = size.height();
    while (divisor != 0) {
      int rest = larger % divisor;
      larger = divisor;
      divisor = rest;
    }
    return size.width() / larger + ":" + size.height() / larger;
  }

  private void word(String name, Enum<?> value) {
    put(name, Json.of(value.name().toLowerCase(Locale.ROOT)));
  }

  private void put(String name, Json value) {
    members.put(name, value);
  }
}
