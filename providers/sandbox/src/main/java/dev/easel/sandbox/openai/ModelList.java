package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import java.time.ZoneOffset;
import java.util.List;

/** The pages that list what is served. */
record ModelList(Models models, String owner) {

  Json all() {
    List<Json> served =
        models.served().stream()
            .flatMap(model -> model.ids().stream().map(id -> json(model, id)))
            .toList();
    return Json.struct().put("object", "list").put("data", Json.array(served)).build();
  }

  Json one(String id) throws Rejected {
    return models
        .find(id)
        .map(model -> json(model, id))
        .orElseThrow(() -> new Rejected(ApiError.noModel(Parameters.shown(id))));
  }

  private Json json(Model model, String id) {
    return Json.struct()
        .put("id", id)
        .put("object", "model")
        .put("created", model.since().atStartOfDay(ZoneOffset.UTC).toEpochSecond())
        .put("owned_by", owner)
        .build();
  }
}
