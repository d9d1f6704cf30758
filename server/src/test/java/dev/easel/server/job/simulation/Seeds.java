package dev.easel.server.job.simulation;

import dev.easel.server.job.simulation.Simulation.Tally;
import dev.easel.server.job.simulation.Simulation.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;

/** Many worlds, as many at a time as there are processors. */
final class Seeds {
  private final Simulation simulation;

  Seeds(Simulation simulation) {
    this.simulation = simulation;
  }

  /**
   * Runs worlds until one breaks a rule.
   *
   * @return what there was to see in all of them
   * @throws AssertionError if a rule was broken, naming the seed, where its story is and how to
   *     have it again
   */
  Tally hold(long first, int count) {
    return LongStream.range(first, first + count)
        .parallel()
        .mapToObj(simulation::run)
        .peek(this::check)
        .map(Verdict::tally)
        .reduce(Tally.NONE, Tally::plus);
  }

  /** The first of these worlds that breaks a rule. */
  Optional<Verdict> firstViolation(long first, int count) {
    return LongStream.range(first, first + count)
        .parallel()
        .mapToObj(simulation::run)
        .filter(verdict -> verdict.violation().isPresent())
        .findFirst();
  }

  private void check(Verdict verdict) {
    if (verdict.violation().isPresent()) {
      throw new AssertionError(
          "seed %d broke a rule: %s%nIts story is in %s; it is told again with -D%s=%d"
              .formatted(
                  verdict.seed(),
                  verdict.violation().get().getMessage(),
                  tell(verdict.seed()),
                  "easel.simulation.seed",
                  verdict.seed()),
          verdict.violation().get());
    }
  }

  /** Writes down what happens in a world. */
  Path tell(long seed) {
    Path story = Path.of("target", "simulation-" + seed + ".txt");
    try {
      return Files.write(story, simulation.tell(seed).lines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
