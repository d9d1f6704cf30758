package dev.easel.server.store.json;

import dev.easel.server.domain.SlotResult;
import java.util.Map;

/** What became of a slot. */
final class ResultJson {
  private ResultJson() {}

  static void write(SlotResult result, Draft draft) {
    switch (result) {
      case SlotResult.Filled filled -> draft.value("filled", filled, ResultJson::writeFilled);
      case SlotResult.Missing missing -> draft.value("missing", missing, ResultJson::writeMissing);
    }
  }

  static SlotResult read(Value value) {
    return value.kind(Map.of("filled", ResultJson::readFilled, "missing", ResultJson::readMissing));
  }

  private static void writeFilled(SlotResult.Filled filled, Draft draft) {
    draft
        .number("slot", filled.slot())
        .value("blob", filled.blob(), BlobJson::write)
        .value("facts", filled.facts(), FactsJson::write);
  }

  private static SlotResult.Filled readFilled(Value value) {
    return value.object(filled ->
        new SlotResult.Filled(
            filled.get("slot").smallNumber(),
            BlobJson.read(filled.get("blob")),
            FactsJson.read(filled.get("facts"))));
  }

  private static void writeMissing(SlotResult.Missing missing, Draft draft) {
    draft.number("slot", missing.slot()).value("failure", missing.failure(), FailureJson::write);
  }

  private static SlotResult.Missing readMissing(Value value) {
    return value.object(missing ->
        new SlotResult.Missing(
            missing.get("slot").smallNumber(), FailureJson.read(missing.get("failure"))));
  }
}
