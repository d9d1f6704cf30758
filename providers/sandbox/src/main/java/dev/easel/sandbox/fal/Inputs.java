package dev.easel.sandbox.fal;

import java.util.Map;

/** The inputs of one request, checked, with defaults filled in. */
record Inputs(Map<String, String> texts, Map<String, Integer> numbers, Map<String, Boolean> flags) {

  static final String PROMPT = "prompt";
  static final String IMAGE_SIZE = "image_size";
  static final String BACKGROUND = "background";
  static final String QUALITY = "quality";
  static final String NUM_IMAGES = "num_images";
  static final String OUTPUT_FORMAT = "output_format";
  static final String OUTPUT_COMPRESSION = "output_compression";
  static final String SYNC_MODE = "sync_mode";
  static final String IMAGE_URLS = "image_urls";
  static final String INPUT_FIDELITY = "input_fidelity";
  static final String OPENAI_API_KEY = "openai_api_key";

  Inputs {
    texts = Map.copyOf(texts);
    numbers = Map.copyOf(numbers);
    flags = Map.copyOf(flags);
  }

  String text(String name) {
    return present(name, texts);
  }

  /** The same, for an input that not every endpoint has. */
  String text(String name, String otherwise) {
    return texts.getOrDefault(name, otherwise);
  }

  int number(String name) {
    return present(name, numbers);
  }

  int number(String name, int otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }

  boolean flag(String name) {
    return flags.getOrDefault(name, false);
  }

  private static <T> T present(String name, Map<String, T> values) {
    T value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("this endpoint has no input " + name);
    }
    return value;
  }
}
