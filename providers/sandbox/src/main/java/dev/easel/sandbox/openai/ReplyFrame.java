package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import java.util.List;

/**
 * All of an answer but the images.
 *
 * @param head what stands before the images
 * @param items what stands beside each image's base64, or in its place
 * @param tail what stands after the images
 */
record ReplyFrame(Json.Struct head, List<Json.Struct> items, Json.Struct tail) {

  ReplyFrame {
    items = List.copyOf(items);
  }
}
