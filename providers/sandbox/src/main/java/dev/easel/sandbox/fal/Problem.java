package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a request, in the words of pydantic, which fal's models speak.
 *
 * @param location where, from {@code body} inwards
 * @param message for people
 * @param type for programs
 * @param context the bound that was broken; null if the type needs none
 * @param input the value that was refused; null if there is none to show
 */
record Problem(
    List<Json> location,
    String message,
    String type,
    Json.@Nullable Struct context,
    @Nullable Json input) {

  private static final String ERRORS_PAGE = "https://docs.fal.ai/errors/#";
  // What a client sent is shown back to it, but not by the megabyte.
  private static final int SHOWN = 4096;

  Problem {
    location = List.copyOf(location);
  }

  static Problem of(String field, String message, String type, Json input) {
    return new Problem(in(field), message, type, null, input);
  }

  static Problem bounded(
      String field, String message, String type, Json.Struct context, Json input) {
    return new Problem(in(field), message, type, context, input);
  }

  static List<Json> in(String field) {
    return List.of(new Json.Text("body"), new Json.Text(field));
  }

  Json json() {
    StructBuilder json =
        Json.struct()
            .put("loc", Json.array(location))
            .put("msg", message)
            .put("type", type)
            .put("url", ERRORS_PAGE + type);
    Optional.ofNullable(context).ifPresent(known -> json.put("ctx", known));
    Optional.ofNullable(input)
        .filter(known -> known.bytes().length <= SHOWN)
        .ifPresent(known -> json.put("input", known));
    return json.build();
  }
}
