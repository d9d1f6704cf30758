package dev.easel.http.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads documents into trees. Immutable and safe for threads. */
public final class JsonReader {
  private final JsonLimits limits;
  private final JsonFactory factory;

  /** Reads within these limits. */
  public JsonReader(JsonLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(limits.textLength())
                    .maxDocumentLength(limits.bytes())
                    .build())
            .build();
  }

  /**
   * Reads a document in which no key occurs twice.
   *
   * @throws JsonException if it is not one whole document within the limits
   */
  public Json read(byte[] bytes) throws JsonException {
    JsonDocument document = readDocument(bytes);
    if (!document.duplicateKeys().isEmpty()) {
      throw new JsonException(
          "a key occurs twice, " + document.duplicateKeys().size() + " times in all");
    }
    return document.root();
  }

  /**
   * Reads a document and tells of the keys that occur twice.
   *
   * @throws JsonException if it is not one whole document within the limits
   */
  public JsonDocument readDocument(byte[] bytes) throws JsonException {
    if (bytes.length > limits.bytes()) {
      throw new JsonException("longer than " + limits.bytes() + " bytes");
    }
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes)) {
      Tree tree = new Tree(parser);
      Json root = tree.value("", parser.nextToken());
      if (parser.nextToken() != null) {
        throw new JsonException("something follows the document at " + place(parser));
      }
      return new JsonDocument(root, tree.duplicateKeys);
    } catch (JacksonException e) {
      // Jackson's own message may quote the document.
      throw new JsonException("not valid JSON, or beyond its limits, at " + place(e.getLocation()));
    }
  }

  private static String place(JsonParser parser) {
    return place(parser.currentTokenLocation());
  }

  private static String place(@Nullable TokenStreamLocation location) {
    return location == null
        ? "an unknown place"
        : "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static final class Tree {
    private final JsonParser parser;
    private final List<String> duplicateKeys = new ArrayList<>();

    Tree(JsonParser parser) {
      this.parser = parser;
    }

    Json value(String path, JsonToken token) throws JsonException {
      if (token == null) {
        throw new JsonException("the document ends too early, at " + place(parser));
      }
      return switch (token) {
        case START_OBJECT -> object(path);
        case START_ARRAY -> array(path);
        case VALUE_STRING -> new Json.TextValue(parser.getString());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
        case VALUE_TRUE -> new Json.BooleanValue(true);
        case VALUE_FALSE -> new Json.BooleanValue(false);
        case VALUE_NULL -> new Json.NullValue();
        case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
            throw new JsonException("not a value at " + place(parser));
      };
    }

    private Json number() throws JsonException {
      return JsonNumbers.read(parser::getDecimalValue).orElseThrow(this::beyondReckoning);
    }

    private JsonException beyondReckoning() {
      return new JsonException("a number is too large or too fine at " + place(parser));
    }

    private Json object(String path) throws JsonException {
      Map<String, Json> members = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        String at = path.isEmpty() ? key : path + "." + key;
        if (members.put(key, value(at, parser.nextToken())) != null) {
          duplicateKeys.add(at);
        }
      }
      return new Json.ObjectValue(members);
    }

    private Json array(String path) throws JsonException {
      List<Json> elements = new ArrayList<>();
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        elements.add(value(path + "[" + elements.size() + "]", token));
      }
      return new Json.ArrayValue(elements);
    }
  }
}
