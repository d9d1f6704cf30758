package dev.easel.server.job.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.job.simulation.Simulation.Verdict;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A simulation that finds nothing must be one that finds what is there. */
@ExtendWith(QuietLog.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class MutantsTest {
  private static final int MOST_SEEDS = 4_000;
  private static final Logger log = LoggerFactory.getLogger("simulation");

  @ParameterizedTest
  @EnumSource(Mutants.class)
  void everyMutantIsCaught(Mutants mutant) {
    Seeds worlds = new Seeds(new Simulation(Weather::standstill, mutant));
    Optional<Verdict> caught = worlds.firstViolation(1, MOST_SEEDS);
    assertThat(caught).isPresent();
    log.warn(
        "{} is caught by seed {}: {}",
        mutant,
        caught.get().seed(),
        caught.get().violation().orElseThrow().getMessage());
  }
}
