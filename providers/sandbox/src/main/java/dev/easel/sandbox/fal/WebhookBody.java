package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;

/**
 * The body of a webhook.
 *
 * @param padding how many bytes it is longer than it should be
 */
record WebhookBody(String requestId, int padding) {

  Json of(Progress.Completed end, Webhooks.Words words) throws InterruptedException {
    StructBuilder body =
        Json.struct().put("request_id", requestId).put("gateway_request_id", requestId);
    switch (end.ending()) {
      case Progress.Ending.Produced() -> body.put("status", "OK").put("error", new Json.Null());
      case Progress.Ending.Failed failed ->
          body.put("status", "ERROR")
              .put(
                  "error",
                  failed.ofModel() ? "Invalid status code: " + failed.status() : failed.message());
    }
    body.put("payload", words.of(end));
    return padding > 0 ? body.put("padding", "x".repeat(padding)).build() : body.build();
  }
}
