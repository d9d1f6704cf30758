package dev.easel.openai;

import java.util.Map;

/**
 * How a seller's API differs from OpenAI's.
 *
 * @param sizeMode how a size is told
 * @param editTransport how sources are sent
 * @param responseFormat whether and how the answer's form is asked for
 * @param models names of models at the seller, by ours; others are named as the catalog has it
 */
record Dialect(
    SizeMode sizeMode,
    EditTransport editTransport,
    ResponseFormat responseFormat,
    Map<String, String> models) {
  Dialect {
    models = Map.copyOf(models);
  }

  /** What the seller calls a model. */
  String name(String model, String catalogName) {
    return models.getOrDefault(model, catalogName);
  }
}
