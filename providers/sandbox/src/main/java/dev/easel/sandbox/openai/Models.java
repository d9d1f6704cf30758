package dev.easel.sandbox.openai;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models there are, or were on a day (November 2026). */
final class Models {

  private static final List<String> THREE = List.of("low", "medium", "high");
  private static final List<String> FIVE = List.of("low", "medium", "high", "xhigh", "max");

  private static final ImageTokens BY_TABLE =
      ImageTokens.byTable(
          Map.of(
              "low", List.of(272, 408, 400),
              "medium", List.of(1056, 1584, 1568),
              "high", List.of(4160, 6240, 6208)));

  private static final List<Model> ALL =
      List.of(
          fixedSizes("gpt-image-1", "2025-04-23", "2026-10-23", true, Rates.of("5", "10", "40")),
          fixedSizes(
              "gpt-image-1-mini", "2025-10-06", "2026-12-01", false, Rates.of("2", "2.5", "8")),
          new Model(
              List.of("gpt-image-1.5", "gpt-image-1.5-2025-12-16"),
              LocalDate.parse("2025-12-16"),
              LocalDate.parse("2026-12-01"),
              THREE,
              "high",
              false,
              true,
              BY_TABLE,
              Rates.of("5", "8", "32")),
          freeSizes(
              "gpt-image-2", "2026-04-21", THREE, Map.of("low", 16, "medium", 48, "high", 96)),
          second("gpt-image-2.5-flare"),
          second("gpt-image-2.5-sunburst"));

  private final Optional<LocalDate> today;

  /** The models that are served on a day; all of them if there is none. */
  Models(Optional<LocalDate> today) {
    this.today = today;
  }

  List<Model> served() {
    return ALL.stream().filter(this::serves).toList();
  }

  Optional<Model> find(String id) {
    return served().stream().filter(model -> model.ids().contains(id)).findFirst();
  }

  private boolean serves(Model model) {
    return today.filter(day -> !day.isBefore(model.retired())).isEmpty();
  }

  private static Model fixedSizes(
      String id, String since, String retired, boolean fidelity, Rates rates) {
    return new Model(
        List.of(id),
        LocalDate.parse(since),
        LocalDate.parse(retired),
        THREE,
        "high",
        false,
        fidelity,
        BY_TABLE,
        rates);
  }

  private static Model second(String id) {
    return freeSizes(
        id,
        "2026-09-08",
        FIVE,
        Map.of("low", 16, "medium", 24, "high", 48, "xhigh", 64, "max", 96));
  }

  private static Model freeSizes(
      String id, String since, List<String> qualities, Map<String, Integer> cells) {
    return new Model(
        List.of(id, id + "-" + since),
        LocalDate.parse(since),
        LocalDate.MAX,
        qualities,
        "medium",
        true,
        false,
        ImageTokens.byGrid(cells),
        Rates.of("5", "8", "30"));
  }
}
