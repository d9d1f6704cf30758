package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sizes as gpt-image-2 takes them at fal: by name, or freely within a rule. */
final class SizeCheck {

  private static final String AUTO = "auto";

  private static final Map<String, String> PRESETS =
      Map.of(
          "square_hd",
          "1024x1024",
          "square",
          "512x512",
          "portrait_4_3",
          "768x1024",
          "portrait_16_9",
          "576x1024",
          "landscape_4_3",
          "1024x768",
          "landscape_16_9",
          "1024x576",
          AUTO,
          AUTO);

  private static final List<String> NAMES =
      List.of(
          "square_hd",
          "square",
          "portrait_4_3",
          "portrait_16_9",
          "landscape_4_3",
          "landscape_16_9",
          AUTO);

  private SizeCheck() {}

  /** Width and height of a name, with an x between; auto stays. */
  static String preset(String name) {
    return PRESETS.getOrDefault(name, AUTO);
  }

  /** The size, what is wrong with it being told. */
  static String size(Field.Size field, Json value, List<Problem> problems) {
    return switch (value) {
      case Json.Text(String name) when PRESETS.containsKey(name) -> preset(name);
      case Json.Struct struct -> free(field, struct, problems);
      case Json.Text _, Json.Numeral _, Json.Flag _, Json.Null _, Json.Array _ -> {
        String expected = "'" + String.join("', '", NAMES) + "' or an object of width and height";
        problems.add(
            Problem.bounded(
                field.name(),
                "Input should be " + expected,
                "enum",
                Json.struct().put("expected", expected).build(),
                value));
        yield AUTO;
      }
    };
  }

  private static String free(Field.Size field, Json.Struct struct, List<Problem> problems) {
    Optional<Long> width = side(field, struct, "width", problems);
    Optional<Long> height = side(field, struct, "height", problems);
    if (width.isEmpty() || height.isEmpty()) {
      return AUTO;
    }
    Optional<String> unfit = unfit(width.get(), height.get());
    unfit.ifPresent(words ->
        problems.add(Problem.of(field.name(), "Value error, " + words, "value_error", struct)));
    return unfit.isPresent() ? AUTO : width.get() + "x" + height.get();
  }

  private static Optional<Long> side(
      Field.Size field, Json.Struct struct, String name, List<Problem> problems) {
    Optional<Json> value = struct.get(name);
    if (value.isEmpty()) {
      problems.add(
          new Problem(
              List.of(new Json.Text("body"), new Json.Text(field.name()), new Json.Text(name)),
              "Field required",
              "missing",
              null,
              struct));
      return Optional.empty();
    }
    return Coercion.whole(field.name(), value.get(), problems::add);
  }

  private static Optional<String> unfit(long width, long height) {
    long longer = Math.max(width, height);
    long shorter = Math.min(width, height);
    if (width % 16 != 0 || height % 16 != 0 || shorter <= 0) {
      return Optional.of("both sides must be multiples of 16");
    }
    if (longer > 3840) {
      return Optional.of("no side may be longer than 3840");
    }
    if (longer > 3 * shorter) {
      return Optional.of("the ratio may not exceed 3:1");
    }
    return width * height < 655_360 || width * height > 8_294_400
        ? Optional.of("there must be from 655360 to 8294400 pixels")
        : Optional.empty();
  }
}
