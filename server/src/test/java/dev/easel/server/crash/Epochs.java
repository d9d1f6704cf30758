package dev.easel.server.crash;

import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Who changed which job when, as all processes have written. */
final class Epochs {
  private final List<Journal.Line> lines;

  Epochs(List<Journal.Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Changes that came after a change of a later epoch. There must be none. */
  List<Journal.Line> staleApplied() {
    Map<String, List<Journal.Line>> byJob =
        lines.stream().filter(Journal.Line::made).collect(groupingBy(Journal.Line::job));
    return byJob.values().stream().flatMap(changes -> stale(changes).stream()).toList();
  }

  private static List<Journal.Line> stale(List<Journal.Line> changes) {
    List<Journal.Line> inOrder =
        changes.stream().sorted(Comparator.comparingLong(Journal.Line::revision)).toList();
    return inOrder.stream()
        .filter(change ->
            inOrder.stream()
                .anyMatch(other ->
                    other.epoch() > change.epoch() && other.revision() <= change.revision()))
        .toList();
  }

  /** Changes that were refused. */
  long refused() {
    return lines.stream().filter(line -> !line.made()).count();
  }
}
