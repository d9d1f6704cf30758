package dev.easel.http.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;

/** Makes a tree of a document that is taken at its word: says what in it is odd. */
final class StrictTree extends Tree {
  private final JsonParser parser;
  private final List<String> duplicateKeys = new ArrayList<>();

  StrictTree(JsonParser parser) {
    super(parser);
    this.parser = parser;
  }

  JsonDocument document() throws JsonException {
    return new JsonDocument(root(), duplicateKeys);
  }

  @Override
  void repeated() {
    duplicateKeys.add(path(parser.streamReadContext()));
  }

  @Override
  Json beyondReckoning() throws JsonException {
    throw new JsonException("a number is too large or too fine at " + place());
  }

  private static String path(@Nullable TokenStreamContext context) {
    if (context == null || context.inRoot()) {
      return "";
    }
    String outer = path(context.getParent());
    if (context.inArray()) {
      return outer + "[" + context.getCurrentIndex() + "]";
    }
    return outer.isEmpty() ? context.currentName() : outer + "." + context.currentName();
  }
}
