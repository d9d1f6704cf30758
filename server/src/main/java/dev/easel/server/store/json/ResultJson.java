package dev.easel.server.store.json;

import dev.easel.server.domain.SlotResult;
import java.util.Map;

/** What became of a slot. */
final class ResultJson {
  private ResultJson() {}

  static JsonText write(SlotResult result) {
    return switch (result) {
      case SlotResult.Filled filled -> Draft.kind("filled", writeFilled(filled));
      case SlotResult.Missing missing -> Draft.kind("missing", writeMissing(missing));
    };
  }

  static SlotResult read(Value value) {
    return value.kind(Map.of("filled", ResultJson::readFilled, "missing", ResultJson::readMissing));
  }

  private static JsonText writeFilled(SlotResult.Filled filled) {
    return new Draft()
        .number("slot", filled.slot())
        .value("blob", BlobJson.write(filled.blob()))
        .value("facts", FactsJson.write(filled.facts()))
        .json();
  }

  private static SlotResult.Filled readFilled(Value value) {
    return value.object(filled ->
        new SlotResult.Filled(
            filled.get("slot").smallNumber(),
            BlobJson.read(filled.get("blob")),
            FactsJson.read(filled.get("facts"))));
  }

  private static JsonText writeMissing(SlotResult.Missing missing) {
    return new Draft()
        .number("slot", missing.slot())
        .value("failure", FailureJson.write(missing.failure()))
        .json();
  }

  private static SlotResult.Missing readMissing(Value value) {
    return value.object(missing ->
        new SlotResult.Missing(
            missing.get("slot").smallNumber(), FailureJson.read(missing.get("failure"))));
  }
}
