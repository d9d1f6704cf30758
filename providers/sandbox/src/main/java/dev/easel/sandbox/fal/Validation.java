package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Checks a request body against an endpoint and finds everything that is wrong at once. Inputs that
 * the endpoint does not have are ignored, as pydantic does by default.
 */
final class Validation {

  private final Json.Struct body;
  private final Predicate<String> files;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Boolean> flags = new HashMap<>();

  private Validation(Json.Struct body, Predicate<String> files) {
    this.body = body;
    this.files = files;
  }

  /**
   * The inputs of a body.
   *
   * @param body as it may be shown: keys made unreadable
   * @param files whether a file can be fetched
   * @throws Refused with all problems, if there is any
   */
  static Inputs check(Endpoint endpoint, Json.Struct body, Predicate<String> files) throws Refused {
    Validation validation = new Validation(body, files);
    endpoint.fields().forEach(validation::check);
    validation.checkFormat();
    if (!validation.problems.isEmpty()) {
      throw new Refused(FalErrors.invalid(validation.problems));
    }
    return new Inputs(validation.texts, validation.numbers, validation.flags);
  }

  private void check(Field field) {
    Optional<Json> given = body.get(field.name());
    switch (field) {
      case Field.Text text ->
          given.ifPresentOrElse(value -> checkText(text, value), () -> missing(text));
      case Field.Choice choice ->
          given.ifPresentOrElse(
              value -> checkChoice(choice, value),
              () -> texts.put(choice.name(), choice.fallback()));
      case Field.Whole whole ->
          given.ifPresentOrElse(
              value -> checkWhole(whole, value), () -> numbers.put(whole.name(), whole.fallback()));
      case Field.Links links ->
          given.ifPresentOrElse(
              value -> numbers.put(links.name(), LinkCheck.links(links, value, files, problems)),
              () -> missing(links));
      case Field.Link link ->
          given
              .filter(value -> !(value instanceof Json.Null))
              .ifPresent(value -> LinkCheck.link(link, value, files, problems));
      case Field.Key key ->
          given.ifPresentOrElse(value -> checkKey(key, value), () -> missing(key));
      case Field.Size size ->
          texts.put(
              size.name(),
              given
                  .map(value -> SizeCheck.size(size, value, problems))
                  .orElseGet(() -> SizeCheck.preset(size.fallback())));
      case Field.Switch flag ->
          given.ifPresentOrElse(
              value ->
                  Coercion.flag(flag.name(), value, problems::add)
                      .ifPresent(on -> flags.put(flag.name(), on)),
              () -> flags.put(flag.name(), flag.fallback()));
    }
  }

  private void missing(Field field) {
    problems.add(Problem.of(field.name(), "Field required", "missing", body));
  }

  private void checkText(Field.Text field, Json value) {
    if (value instanceof Json.Text text) {
      texts.put(field.name(), text.value());
    } else {
      problems.add(
          Problem.of(field.name(), "Input should be a valid string", "string_type", value));
    }
  }

  /** What a key is, is nobody's business; only that it is one. */
  private void checkKey(Field.Key field, Json value) {
    if (!(value instanceof Json.Text)) {
      problems.add(
          Problem.of(
              field.name(), "Input should be a valid string", "string_type", Masked.INSTEAD));
    }
  }

  private void checkChoice(Field.Choice field, Json value) {
    if (value instanceof Json.Text text && field.options().contains(text.value())) {
      texts.put(field.name(), text.value());
    } else {
      String expected = expected(field.options());
      problems.add(
          Problem.bounded(
              field.name(),
              "Input should be " + expected,
              "literal_error",
              Json.struct().put("expected", expected).build(),
              value));
    }
  }

  /** As pydantic lists them: {@code 'a', 'b' or 'c'}. */
  private static String expected(List<String> options) {
    String all = "'" + String.join("', '", options.subList(0, options.size() - 1)) + "'";
    return all + " or '" + options.getLast() + "'";
  }

  private void checkWhole(Field.Whole field, Json value) {
    Coercion.whole(field.name(), value, problems::add)
        .ifPresent(number -> {
          if (number < field.least()) {
            outOfRange(field.name(), "greater", "ge", field.least(), value);
          } else if (number > field.most()) {
            outOfRange(field.name(), "less", "le", field.most(), value);
          } else {
            numbers.put(field.name(), Math.toIntExact(number));
          }
        });
  }

  private void outOfRange(String name, String word, String sign, int bound, Json value) {
    problems.add(
        Problem.bounded(
            name,
            "Input should be " + word + " than or equal to " + bound,
            word + "_than_equal",
            Json.struct().put(sign, bound).build(),
            value));
  }

  /** jpeg has no alpha channel; nothing is flattened in silence. */
  private void checkFormat() {
    String format = texts.getOrDefault(Inputs.OUTPUT_FORMAT, "");
    int compression = numbers.getOrDefault(Inputs.OUTPUT_COMPRESSION, 100);
    if (format.equals("png") && compression < 100) {
      problems.add(
          Problem.of(
              Inputs.OUTPUT_COMPRESSION,
              "Compression needs output_format jpeg or webp",
              "feature_not_supported",
              new Json.Numeral(Integer.toString(compression))));
    }
    if (format.equals("jpeg") && texts.getOrDefault(Inputs.BACKGROUND, "").equals("transparent")) {
      problems.add(
          Problem.of(
              Inputs.BACKGROUND,
              "A transparent background needs output_format png or webp; jpeg has no alpha channel",
              "feature_not_supported",
              new Json.Text("transparent")));
    }
  }
}
