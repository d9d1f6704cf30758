package dev.easel.http.json;

import java.util.List;

/**
 * A document as it was read.
 *
 * @param root its value; of a key that occurs twice, the last
 * @param duplicateKeys paths of the keys that occur twice, such as {@code models[0].id}
 */
public record JsonDocument(Json root, List<String> duplicateKeys) {
  public JsonDocument {
    duplicateKeys = List.copyOf(duplicateKeys);
  }
}
