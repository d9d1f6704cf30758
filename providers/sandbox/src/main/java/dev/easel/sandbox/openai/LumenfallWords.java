package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lumenfall's wording of a request; what it passes on unread is dropped here. */
final class LumenfallWords {

  private static final Pattern RATIO = Pattern.compile("([1-9][0-9]{0,3}):([1-9][0-9]{0,3})");
  private static final Map<String, String> QUALITIES = Map.of("hd", "high", "standard", "medium");
  private static final List<String> PROVIDERS = List.of("openai", "fal");
  private static final String MODEL = "model";
  private static final String SIZE = "size";

  private LumenfallWords() {}

  /** The same in OpenAI's words, with nothing in it that OpenAI does not know. */
  static Parameters translate(Operation operation, Parameters given) throws Rejected {
    if (given.flag("stream")) {
      throw new Rejected(LumenfallErrors.request("Images are not streamed."));
    }
    String model = given.text(MODEL).orElseThrow(() -> Parameters.missing(MODEL));
    Parameters words = given.only(operation.parameters()).with(MODEL, text(bare(model)));
    Optional<String> quality = given.text("quality").map(QUALITIES::get);
    if (quality.isPresent()) {
      words = words.with("quality", text(quality.get()));
    }
    return words.with(SIZE, text(size(given)));
  }

  /** Whether images are to come as links, as they do unless told otherwise. */
  static boolean linked(Parameters given) throws Rejected {
    return given.choice("response_format", List.of("url", "b64_json"), "url").equals("url");
  }

  /** The provider that a model's name is pinned to. */
  static Optional<String> pinned(String model) {
    return PROVIDERS.stream().filter(provider -> model.startsWith(provider + "/")).findFirst();
  }

  /** A model's name without the provider that it is pinned to. */
  static String bare(String model) {
    return pinned(model).map(provider -> model.substring(provider.length() + 1)).orElse(model);
  }

  private static String size(Parameters given) throws Rejected {
    Optional<String> size = given.text(SIZE);
    String asked =
        size.isPresent() ? size.get() : given.text("aspect_ratio").orElse(PixelSize.SQUARE.text());
    Matcher ratio = RATIO.matcher(asked);
    return ratio.matches()
        ? nearest(Double.parseDouble(ratio.group(1)) / Double.parseDouble(ratio.group(2)))
        : asked;
  }

  private static String nearest(double ratio) {
    return Stream.of(PixelSize.SQUARE, PixelSize.PORTRAIT, PixelSize.LANDSCAPE)
        .min((one, other) -> Double.compare(distance(one, ratio), distance(other, ratio)))
        .orElseThrow()
        .text();
  }

  private static double distance(PixelSize size, double ratio) {
    return Math.abs(Math.log((double) size.width() / size.height()) - Math.log(ratio));
  }

  private static Json text(String value) {
    return new Json.Text(value);
  }
}
