package dev.easel.server.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long jobs stood still when the server that drove them was killed. */
final class Recoveries {
  private final List<Storm.Kill> kills;
  private final boolean alone;
  private final List<Duration> untilMove = new ArrayList<>();
  private final List<Duration> untilEnd = new ArrayList<>();

  /**
   * After these kills.
   *
   * @param alone whether there is one server, which drives every job; else only the first driver of
   *     a job is known, and only its death is counted
   */
  Recoveries(List<Storm.Kill> kills, boolean alone) {
    this.kills = kills;
    this.alone = alone;
  }

  /** Counts what a job suffered. */
  void add(Fleet.Acceptance acceptance, List<Instant> moves) {
    if (alone) {
      kills.forEach(kill -> add(kill, moves));
    } else if (acceptance.sure()) {
      firstDeath(acceptance).ifPresent(kill -> add(kill, moves));
    }
  }

  private Optional<Storm.Kill> firstDeath(Fleet.Acceptance acceptance) {
    return kills.stream()
        .filter(kill -> kill.server() == acceptance.server())
        .filter(kill -> kill.time().isAfter(acceptance.time()))
        .findFirst();
  }

  /** However often it was struck again meanwhile. */
  private void add(Storm.Kill kill, List<Instant> moves) {
    Instant dead = kill.time();
    if (moves.getFirst().isBefore(dead) && moves.getLast().isAfter(dead)) {
      Instant next = moves.stream().filter(dead::isBefore).findFirst().orElseThrow();
      untilMove.add(Duration.between(dead, next));
      untilEnd.add(Duration.between(dead, moves.getLast()));
    }
  }

  @Override
  public String toString() {
    return "of %d jobs that were struck: moving again after p50 %s, p99 %s; over after p50 %s, p99 %s"
        .formatted(
            untilMove.size(),
            quantile(untilMove, 50),
            quantile(untilMove, 99),
            quantile(untilEnd, 50),
            quantile(untilEnd, 99));
  }

  private static Duration quantile(List<Duration> all, int percent) {
    List<Duration> sorted = all.stream().sorted().toList();
    return sorted.isEmpty()
        ? Duration.ZERO
        : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
