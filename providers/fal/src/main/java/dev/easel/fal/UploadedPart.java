package dev.easel.fal;

import dev.easel.http.Content;
import dev.easel.http.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part that the storage has.
 *
 * @param number its place, from one
 * @param tag the storage's word for its content
 */
record UploadedPart(int number, String tag) {
  /** What ends an upload in parts. */
  static Content list(List<UploadedPart> parts) {
    return Content.json(
        new Json.ObjectValue(
            Map.of(
                "parts", new Json.ArrayValue(parts.stream().map(UploadedPart::toJson).toList()))));
  }

  private Json toJson() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("partNumber", Json.of(number));
    members.put("etag", Json.of(tag));
    return new Json.ObjectValue(members);
  }
}
