package dev.easel.server.store.json;

import dev.easel.spi.Background;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Moderation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;

/** The images wanted. */
final class OutputJson {
  private static final String AUTO = "auto";

  private OutputJson() {}

  static void write(OutputSpec output, Draft draft) {
    draft
        .number("count", output.count())
        .text("size", output.size().map(OutputJson::size))
        .word("quality", output.quality())
        .word("background", output.background())
        .word("format", output.format())
        .number("compression", output.compression())
        .word("moderation", output.moderation());
  }

  static OutputSpec read(Value value) {
    return value.object(output ->
        new OutputSpec(
            output.get("count").smallNumber(),
            output.find("size", size -> size.parsed(OutputJson::size)),
            output.find("quality", quality -> quality.word(Quality.class)),
            output.find("background", background -> background.word(Background.class)),
            output.find("format", format -> format.word(ImageFormat.class)),
            output.find("compression", Value::smallNumber),
            output.find("moderation", moderation -> moderation.word(Moderation.class))));
  }

  private static String size(SizeChoice choice) {
    return switch (choice) {
      case SizeChoice.Auto() -> AUTO;
      case SizeChoice.Exact(Size size) -> size.toString();
    };
  }

  private static SizeChoice size(String text) {
    return text.equals(AUTO) ? new SizeChoice.Auto() : new SizeChoice.Exact(Size.parse(text));
  }
}
