package dev.easel.http.json;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes trees as compact UTF-8. Safe for threads. */
public final class JsonWriter {
  private final JsonFactory factory = new JsonFactory();

  /** The document's bytes. */
  public byte[] write(Json value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(value, generator);
    }
    return bytes.toByteArray();
  }

  private static void write(Json value, JsonGenerator generator) {
    switch (value) {
      case Json.ObjectValue object -> {
        generator.writeStartObject();
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          generator.writeName(member.getKey());
          write(member.getValue(), generator);
        }
        generator.writeEndObject();
      }
      case Json.ArrayValue array -> {
        generator.writeStartArray();
        array.elements().forEach(element -> write(element, generator));
        generator.writeEndArray();
      }
      case Json.TextValue text -> generator.writeString(text.text());
      case Json.NumberValue number -> generator.writeNumber(number.number());
      case Json.BooleanValue flag -> generator.writeBoolean(flag.flag());
      case Json.NullValue _ -> generator.writeNull();
    }
  }
}
