package dev.easel.sandbox.openai;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An address of Azure's, in one of its two forms.
 *
 * @param operation what is asked for
 * @param deployment the deployment that the path names; in the newer form the body does
 */
record AzurePath(Operation operation, Optional<String> deployment) {

  private static final LocalDate FIRST = LocalDate.parse("2025-04-01");
  private static final Set<String> UNDATED = Set.of("preview", "v1", "latest");
  private static final String PREVIEW = "-preview";
  private static final int DATE = 10;

  /**
   * Reads {@code azure/openai/deployments/D/images/X} and {@code azure/openai/v1/images/X}; nothing
   * if it is another path, or of a version of the API without this model's images.
   */
  static Optional<AzurePath> parse(List<String> path, Optional<String> version) {
    if (path.size() < 5 || !path.get(1).equals("openai")) {
      return Optional.empty();
    }
    List<String> rest = path.subList(2, path.size());
    if (rest.size() == 3
        && rest.getFirst().equals("v1")
        && version.map(UNDATED::contains).orElse(true)) {
      return of(rest.subList(1, 3), Optional.empty());
    }
    return rest.size() == 4
            && rest.getFirst().equals("deployments")
            && version.filter(AzurePath::dated).isPresent()
        ? of(rest.subList(2, 4), Optional.of(rest.get(1)))
        : Optional.empty();
  }

  private static Optional<AzurePath> of(List<String> task, Optional<String> deployment) {
    return switch (String.join("/", task)) {
      case "images/generations" -> Optional.of(new AzurePath(Operation.GENERATION, deployment));
      case "images/edits" -> Optional.of(new AzurePath(Operation.EDIT, deployment));
      default -> Optional.empty();
    };
  }

  /** Whether a version is named by a day, and one on which there were these images. */
  private static boolean dated(String version) {
    String day =
        version.endsWith(PREVIEW)
            ? version.substring(0, version.length() - PREVIEW.length())
            : version;
    try {
      return day.length() == DATE && !LocalDate.parse(day).isBefore(FIRST);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
