package dev.easel.server.cli.view;

import dev.easel.v1.OutputSpec;
import java.util.ArrayList;
import java.util.List;

/** An output's choices on one line: "1024x1024, high, opaque, png". */
public final class OutputText {
  private OutputText() {}

  /** What is set of it, its count aside. */
  public static String of(OutputSpec output) {
    List<String> choices = new ArrayList<>();
    choices.add(Sizes.of(output));
    if (output.getQualityValue() != 0) {
      choices.add(Words.of(output.getQuality()));
    }
    if (output.getBackgroundValue() != 0) {
      choices.add(Words.of(output.getBackground()));
    }
    if (output.getFormatValue() != 0) {
      choices.add(Words.of(output.getFormat()));
    }
    return String.join(", ", choices.stream().filter(choice -> !choice.isEmpty()).toList());
  }
}
