package dev.easel.sandbox.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a task of parameters, or says what is wrong with them. */
final class TaskReader {

  private static final String AUTO = "auto";
  private static final int LONGEST_PROMPT = 32_000;
  private static final List<PixelSize> FIXED =
      List.of(PixelSize.SQUARE, PixelSize.PORTRAIT, PixelSize.LANDSCAPE);

  private final Operation operation;
  private final Model model;
  private final Parameters parameters;
  private final Delivery delivery;

  TaskReader(Operation operation, Model model, Translated translated) {
    this.operation = operation;
    this.model = model;
    this.parameters = translated.parameters();
    this.delivery = translated.delivery();
  }

  ImageTask read(List<Reference> images, Optional<Reference> mask) throws Rejected {
    String format = parameters.choice("output_format", List.of("png", "jpeg", "webp"), "png");
    boolean stream = parameters.flag("stream");
    int partials = parameters.whole("partial_images", 0, 3, 0);
    parameters.choice("moderation", List.of(AUTO, "low"), AUTO);
    List<Reference> references = new ArrayList<>(images);
    mask.ifPresent(references::add);
    return new ImageTask(
        operation,
        model,
        prompt(),
        parameters.whole("n", 1, 10, 1),
        size(),
        quality(),
        transparent(format),
        format,
        compression(format),
        stream,
        stream ? partials : 0,
        references,
        closely(),
        delivery);
  }

  private String prompt() throws Rejected {
    String prompt = parameters.text("prompt").orElseThrow(() -> Parameters.missing("prompt"));
    if (prompt.isEmpty()) {
      throw Parameters.missing("prompt");
    }
    if (prompt.length() > LONGEST_PROMPT) {
      throw new Rejected(
          ApiError.request(
              "string_above_max_length",
              "prompt",
              "Invalid 'prompt': string too long. Expected a string with maximum length 32000, but"
                  + " got a string with length "
                  + prompt.length()
                  + " instead."));
    }
    return prompt;
  }

  private PixelSize size() throws Rejected {
    String word = parameters.text("size").orElse(operation.size());
    if (word.equals(AUTO)) {
      return PixelSize.SQUARE;
    }
    Optional<PixelSize> size = PixelSize.parse(word);
    if (!model.freeSizes() || size.isEmpty()) {
      return size.filter(FIXED::contains).orElseThrow(() -> noSize(word));
    }
    Optional<String> unfit = size.get().unfit();
    if (unfit.isPresent()) {
      throw new Rejected(
          ApiError.request(
              "invalid_value", "size", "Invalid size '%s': %s.".formatted(word, unfit.get())));
    }
    return size.get();
  }

  private static Rejected noSize(String word) {
    return new Rejected(
        ApiError.request(
            "invalid_value",
            "size",
            "Invalid value: '%s'. Supported values are: '1024x1024', '1024x1536', '1536x1024', and"
                    .formatted(Parameters.shown(word))
                + " 'auto'."));
  }

  private String quality() throws Rejected {
    List<String> words = Stream.concat(model.qualities().stream(), Stream.of(AUTO)).toList();
    String word = parameters.choice("quality", words, AUTO);
    return word.equals(AUTO) ? model.quality() : word;
  }

  private boolean transparent(String format) throws Rejected {
    boolean transparent =
        parameters
            .choice("background", List.of("transparent", "opaque", AUTO), AUTO)
            .equals("transparent");
    if (transparent && format.equals("jpeg")) {
      throw new Rejected(
          ApiError.user(
              "invalid_value",
              "background",
              "Transparent background is not supported for JPEG output format."));
    }
    return transparent;
  }

  private int compression(String format) throws Rejected {
    int compression = parameters.whole("output_compression", 0, 100, 100);
    if (compression < 100 && format.equals("png")) {
      throw new Rejected(
          ApiError.user(
              "invalid_png_output_compression",
              "output_compression",
              "Compression less than 100 is not supported for PNG output format."));
    }
    return compression;
  }

  private boolean closely() throws Rejected {
    if (parameters.value("input_fidelity").isPresent() && !model.fidelity()) {
      throw new Rejected(
          ApiError.user(
              "invalid_input_fidelity_model",
              "input_fidelity",
              "The model '%s' does not support the 'input_fidelity' parameter."
                  .formatted(model.ids().getFirst())));
    }
    return parameters.choice("input_fidelity", List.of("high", "low"), "low").equals("high");
  }
}
