package dev.easel.http.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * Makes a tree of a document as far as it can be understood: of a key that occurs twice the last
 * value, of a number beyond reckoning null.
 */
class Tree {
  private final JsonParser parser;

  Tree(JsonParser parser) {
    this.parser = parser;
  }

  /** The document's value. */
  final Json root() throws JsonException {
    Json root = value(parser.nextToken());
    if (parser.nextToken() != null) {
      throw new JsonException("something follows the document at " + place());
    }
    return root;
  }

  /** Called when the key at which the document stands has occurred before in its object. */
  void repeated() {}

  /** What stands for a number beyond reckoning. */
  Json beyondReckoning() throws JsonException {
    return new Json.NullValue();
  }

  final String place() {
    return place(parser.currentTokenLocation());
  }

  static String place(@Nullable TokenStreamLocation location) {
    return location == null
        ? "an unknown place"
        : "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private Json value(@Nullable JsonToken token) throws JsonException {
    if (token == null) {
      throw new JsonException("the document ends too early, at " + place());
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new Json.TextValue(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> new Json.BooleanValue(true);
      case VALUE_FALSE -> new Json.BooleanValue(false);
      case VALUE_NULL -> new Json.NullValue();
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new JsonException("not a value at " + place());
    };
  }

  private Json number() throws JsonException {
    Optional<Json> number = JsonNumbers.read(parser);
    return number.isPresent() ? number.get() : beyondReckoning();
  }

  private Json object() throws JsonException {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      if (members.put(key, value(parser.nextToken())) != null) {
        repeated();
      }
    }
    return new Json.ObjectValue(members);
  }

  private Json array() throws JsonException {
    List<Json> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(token));
    }
    return new Json.ArrayValue(elements);
  }
}
