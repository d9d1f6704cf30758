package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import java.util.List;
import java.util.function.Predicate;

/** Checks the URLs of files that a model is to read. */
final class LinkCheck {

  private LinkCheck() {}

  /** How many there are, what is wrong being told. */
  static int links(Field.Links field, Json value, Predicate<String> files, List<Problem> problems) {
    if (!(value instanceof Json.Array(List<Json> items))) {
      problems.add(Problem.of(field.name(), "Input should be a valid list", "list_type", value));
      return 0;
    }
    if (items.isEmpty()) {
      problems.add(
          Problem.bounded(
              field.name(),
              "List should have at least 1 item after validation, not 0",
              "sequence_too_short",
              Json.struct().put("min_length", 1).build(),
              value));
    } else if (items.size() > field.most()) {
      problems.add(
          Problem.bounded(
              field.name(),
              "List should have at most %d items after validation, not %d"
                  .formatted(field.most(), items.size()),
              "sequence_too_long",
              Json.struct().put("max_length", field.most()).build(),
              value));
    }
    for (int i = 0; i < items.size(); i++) {
      List<Json> location =
          List.of(
              new Json.Text("body"),
              new Json.Text(field.name()),
              new Json.Numeral(Integer.toString(i)));
      check(location, items.get(i), files, problems);
    }
    return items.size();
  }

  static void link(Field.Link field, Json value, Predicate<String> files, List<Problem> problems) {
    check(Problem.in(field.name()), value, files, problems);
  }

  private static void check(
      List<Json> location, Json value, Predicate<String> files, List<Problem> problems) {
    if (!(value instanceof Json.Text(String url))) {
      problems.add(
          new Problem(location, "Input should be a valid string", "string_type", null, value));
    } else if (url.startsWith("data:")) {
      if (!url.startsWith("data:image/") || !url.contains(";base64,")) {
        problems.add(
            new Problem(location, "Failed to load the image.", "image_load_error", null, value));
      }
    } else if (!files.test(url)) {
      problems.add(
          new Problem(
              location,
              "Failed to download the file. Please check if the URL is accessible and try again.",
              "file_download_error",
              null,
              value));
    }
  }
}
