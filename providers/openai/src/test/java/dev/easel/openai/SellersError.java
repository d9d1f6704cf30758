package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.testkit.Script;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * One error of failures.txt, and what is to become of it.
 *
 * @param sellers the presets that are answered with it
 * @param form {@code error} for OpenAI's own form, {@code input}, {@code output} and {@code
 *     unknown} for one that names the stage of moderation, {@code nested} for Azure's, {@code
 *     filtered} and {@code words} for those told by their message, {@code bare} and {@code empty}
 *     for those of no form; {@code gateway}, {@code null} and {@code page} are nobody's
 * @param retryable whether the same may be asked again
 * @param lateFault what went wrong when it stands in the place of a result
 */
record SellersError(
    List<String> sellers,
    int status,
    String form,
    String code,
    String type,
    Fault fault,
    Fate fate,
    boolean retryable,
    Fault lateFault,
    Fate lateFate) {

  static List<SellersError> all() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(SellersError.class.getResourceAsStream("failures.txt"))) {
      return new String(table.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(SellersError::of)
          .toList();
    }
  }

  private static SellersError of(String line) {
    String[] cells = line.strip().split("\\s+", -1);
    return new SellersError(
        sellers(cells[0]),
        Integer.parseInt(cells[1]),
        cells[2],
        cells[3],
        cells[4],
        Fault.valueOf(cells[5]),
        Fate.valueOf(cells[6]),
        cells[7].equals("again"),
        Fault.valueOf(cells[8]),
        Fate.valueOf(cells[9]));
  }

  private static List<String> sellers(String word) {
    return switch (word) {
      case "strict" -> List.of("openai", "azure");
      case "lax" -> List.of("lumenfall", "compatible");
      default -> List.of("openai", "azure", "lumenfall", "compatible");
    };
  }

  /** What it is called in a report. */
  String name() {
    return "%d %s %s %s at %s".formatted(status, form, code, type, sellers.getFirst());
  }

  /** Whether it is of the seller that the other phases are tried at. */
  boolean ofOpenAi() {
    return sellers.contains("openai");
  }

  /** Whether it says neither that something failed nor what. */
  boolean silent() {
    return form.equals("gateway") || form.equals("null");
  }

  /** An answer with it. */
  Script answer() {
    return Script.json(status, body());
  }

  /** The text of it. */
  String body() {
    return switch (form) {
      case "input", "output", "unknown" ->
          error(", \"moderation_details\": {\"moderation_stage\": \"" + form + "\"}", "no");
      case "nested" ->
          error(", \"innererror\": {\"code\": \"ResponsibleAIPolicyViolation\"}", "no");
      case "filtered" -> error("", "Generated image was filtered as a result of our safety system");
      case "words" -> "{\"error\": {\"message\": \"%s\"}}".formatted(code.replace('_', ' '));
      case "bare" -> "{\"error\": \"no\", \"code\": %s}".formatted(quoted(code));
      case "empty" -> "{\"error\": {}}";
      case "null" -> "{\"error\": null}";
      case "gateway" -> "{\"message\": \"no\"}";
      case "page" -> "<html>nginx</html>";
      default -> error("", "no");
    };
  }

  private String error(String more, String message) {
    return "{\"error\": {\"message\": \"%s\", \"param\": null, \"code\": %s, \"type\": %s%s}}"
        .formatted(message, quoted(code), quoted(type), more);
  }

  private static String quoted(String cell) {
    return cell.equals("-") ? "null" : '"' + cell + '"';
  }
}
