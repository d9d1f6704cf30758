package dev.easel.sandbox.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads bodies into values. Depth, number and name lengths have the library's limits. */
public final class JsonReader {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonReader() {}

  /**
   * Reads one value and nothing after it. Of members of the same name the last counts.
   *
   * @throws MalformedJson if the text is not JSON
   */
  public static Json read(byte[] utf8) throws MalformedJson {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new MalformedJson(0);
      }
      Json value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new MalformedJson(offset(parser.currentTokenLocation()));
      }
      return value;
    } catch (JacksonException e) {
      throw new MalformedJson(offset(e.getLocation()));
    }
  }

  /** The library knows no place for what breaks one of its limits. */
  private static long offset(@Nullable TokenStreamLocation location) {
    return location == null ? 0 : Math.max(0, location.getByteOffset());
  }

  private static Json value(JsonParser parser, JsonToken token) throws MalformedJson {
    return switch (token) {
      case VALUE_STRING -> new Json.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(parser.getString());
      case VALUE_TRUE -> new Json.Flag(true);
      case VALUE_FALSE -> new Json.Flag(false);
      case VALUE_NULL -> new Json.Null();
      case START_ARRAY -> array(parser);
      case START_OBJECT -> struct(parser);
      case END_ARRAY, END_OBJECT, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new MalformedJson(offset(parser.currentTokenLocation()));
    };
  }

  private static Json array(JsonParser parser) throws MalformedJson {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
      items.add(value(parser, token));
    }
    return new Json.Array(items);
  }

  private static Json struct(JsonParser parser) throws MalformedJson {
    Map<String, Json> members = new LinkedHashMap<>();
    while (next(parser) != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      members.put(name, value(parser, next(parser)));
    }
    return new Json.Struct(members);
  }

  private static JsonToken next(JsonParser parser) throws MalformedJson {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new MalformedJson(offset(parser.currentLocation()));
    }
    return token;
  }
}
