package dev.easel.http.stream;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
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

  /** What a character takes at most, as an escape. */
  private static final int LONGEST_CHARACTER = 6;

  private final JsonParser parser;
  private final ArrivingBytes bytes;
  private final PassedOver passedOver;
  private final JsonLimits limits;
  private int values;
  private long characters;
  private long names;
  private boolean beyond;

  BoundedTree(JsonParser parser, ArrivingBytes bytes, JsonLimits limits) {
    this.parser = parser;
    this.bytes = bytes;
    this.passedOver = new PassedOver(bytes);
    this.limits = limits;
  }

  /** How many bytes of a text are held at most. */
  static int mostBytes(JsonLimits limits) {
    long most = (long) LONGEST_CHARACTER * limits.textLength();
    return (int) Math.min(most, Integer.MAX_VALUE);
  }

  /** How many characters of names the parser has seen. */
  long names() {
    return names;
  }

  /** The value that begins with a token; empty if it is too large, or has such a number. */
  Optional<Json> read(@Nullable JsonToken token) throws JsonException, ArrivingBytes.Carried {
    Json whole = value(token);
    return beyond ? Optional.empty() : Optional.of(whole);
  }

  private Json value(@Nullable JsonToken token) throws JsonException, ArrivingBytes.Carried {
    if (token == null) {
      throw new JsonException("the document ends too early");
    }
    values++;
    beyond |= values > MOST_VALUES || parser.streamReadContext().getNestingDepth() > limits.depth();
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

  /** What is passed over leaves an empty text to the parser. */
  private Json text() throws JsonException, ArrivingBytes.Carried {
    bytes.takeBack(parser);
    beyond |= passedOver.toClosingQuoteBeyond(beyond ? 0 : mostBytes(limits));
    String text = parser.getString();
    beyond |= text.length() > limits.textLength();
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

  private Json object() throws JsonException, ArrivingBytes.Carried {
    Map<String, Json> members = new LinkedHashMap<>();
    while (!beyond && parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      names += key.length();
      count(key);
      members.put(key, value(parser.nextToken()));
    }
    passRestIfBeyond();
    return new Json.ObjectValue(members);
  }

  private Json array() throws JsonException, ArrivingBytes.Carried {
    List<Json> elements = new ArrayList<>();
    while (!beyond && parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser.currentToken()));
    }
    passRestIfBeyond();
    return new Json.ArrayValue(elements);
  }

  /** The parser sees nothing of it but its closing bracket. */
  private void passRestIfBeyond() throws JsonException, ArrivingBytes.Carried {
    if (beyond) {
      bytes.takeBack(parser);
      passedOver.toClosingBracket();
      parser.nextToken();
    }
  }

  private void count(String text) {
    characters += text.length();
    beyond |= characters > MOST_CHARACTERS;
  }
}
