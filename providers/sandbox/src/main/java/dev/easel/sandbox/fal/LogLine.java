package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One line that a model wrote while it worked. */
record LogLine(Instant at, String message) {

  Json json() {
    return Json.struct()
        .put("message", message)
        .put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString())
        .put("level", "INFO")
        .put("source", "USER")
        .build();
  }
}
