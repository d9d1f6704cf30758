package dev.easel.sandbox.json;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes values as UTF-8. */
final class JsonWriter {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonWriter() {}

  static byte[] write(Json value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(value, generator);
    }
    return out.toByteArray();
  }

  private static void write(Json value, JsonGenerator out) {
    switch (value) {
      case Json.Text text -> out.writeString(text.value());
      case Json.Numeral number -> out.writeNumber(number.literal());
      case Json.Flag flag -> out.writeBoolean(flag.value());
      case Json.Null() -> out.writeNull();
      case Json.Array array -> {
        out.writeStartArray();
        array.items().forEach(item -> write(item, out));
        out.writeEndArray();
      }
      case Json.Struct struct -> {
        out.writeStartObject();
        struct
            .members()
            .forEach((name, member) -> {
              out.writeName(name);
              write(member, out);
            });
        out.writeEndObject();
      }
    }
  }
}
