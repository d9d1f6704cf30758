package dev.easel.http.stream;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Makes a tree of one value. What is beyond its bounds is read to its end, but not held. */
final class BoundedTree {
  private static final int MOST_VALUES = 10_000;
  private static final int MOST_CHARACTERS = 1 << 20;

  private final JsonParser parser;
  private int values;
  private long characters;
  private boolean beyond;

  BoundedTree(JsonParser parser) {
    this.parser = parser;
  }

  /** The value that begins with a token; empty if it is too large, or has such a number. */
  Optional<Json> read(@Nullable JsonToken token) throws JsonException {
    Json whole = value(token);
    return beyond ? Optional.empty() : Optional.of(whole);
  }

  private Json value(@Nullable JsonToken token) throws JsonException {
    if (token == null) {
      throw new JsonException("the document ends too early");
    }
    values++;
    beyond |= values > MOST_VALUES;
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> new Json.BooleanValue(true);
      case VALUE_FALSE -> new Json.BooleanValue(false);
      case VALUE_NULL -> new Json.NullValue();
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new JsonException("there is no value where one is needed");
    };
  }

  /** A text that is not wanted any more is passed over by the parser without being held. */
  private Json text() {
    if (beyond) {
      return new Json.NullValue();
    }
    String text = parser.getString();
    count(text);
    return Json.of(text);
  }

  private Json number() {
    if (beyond) {
      return new Json.NullValue();
    }
    Optional<Json> number = JsonNumbers.read(parser);
    beyond = number.isEmpty();
    return number.orElseGet(Json.NullValue::new);
  }

  private Json object() throws JsonException {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      count(key);
      Json value = value(parser.nextToken());
      if (!beyond) {
        members.put(key, value);
      }
    }
    return new Json.ObjectValue(members);
  }

  private Json array() throws JsonException {
    List<Json> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      Json value = value(token);
      if (!beyond) {
        elements.add(value);
      }
    }
    return new Json.ArrayValue(elements);
  }

  private void count(String text) {
    characters += text.length();
    beyond |= characters > MOST_CHARACTERS;
  }
}
