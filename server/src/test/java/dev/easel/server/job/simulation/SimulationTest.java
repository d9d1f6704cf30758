package dev.easel.server.job.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.job.simulation.Simulation.Tally;
import dev.easel.server.job.simulation.Simulation.Verdict;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine in worlds in which everything goes wrong. The long version runs more of them: {@code
 * -Deasel.simulation.seeds=10000}.
 */
@ExtendWith(QuietLog.class)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class SimulationTest {
  static final String SEED = "easel.simulation.seed";
  private static final String SEEDS = "easel.simulation.seeds";
  private static final String FIRST = "easel.simulation.first";
  private static final int SHORT = 600;
  private static final Logger log = LoggerFactory.getLogger("simulation");

  private final int seeds = Integer.getInteger(SEEDS, SHORT);
  private final long first = Long.getLong(FIRST, 1);

  @Test
  void noSeedBreaksARule() {
    Long told = Long.getLong(SEED);
    if (told == null) {
      hold("mixed", Simulation.ofWorlds(), seeds);
    } else {
      Seeds worlds = new Seeds(Simulation.ofWorlds());
      log.warn("the story of seed {} is in {}", told, worlds.tell(told));
      worlds.hold(told, 1);
    }
  }

  @Test
  void noSeedBreaksARuleWhereEverythingGoesWrongAtOnce() {
    hold("rough", new Simulation(Weather::rough, Mutation.NONE), seeds / 5);
  }

  @Test
  void noSeedBreaksARuleWhereProcessesStandStill() {
    hold("standstill", new Simulation(Weather::standstill, Mutation.NONE), seeds / 20);
  }

  @Test
  void noSeedBreaksARuleWhereSellersAreOutOfReach() {
    hold("out of reach", new Simulation(Weather::outOfReach, Mutation.NONE), seeds / 10);
  }

  private void hold(String weather, Simulation simulation, int count) {
    long begun = System.nanoTime();
    Tally tally = new Seeds(simulation).hold(first, count);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    log.warn("{} {} worlds from seed {} in {} s: {}", count, weather, first, seconds, tally);
    assertThat(tally.posts()).isPositive();
    assertThat(tally.disruptions()).isPositive();
  }

  @Test
  void aSeedIsTheSameWorldEveryTime() {
    Simulation simulation = Simulation.ofWorlds();
    for (long seed = first; seed < first + 25; seed++) {
      Verdict verdict = simulation.run(seed);
      assertThat(simulation.run(seed).hash()).isEqualTo(verdict.hash());
      assertThat(simulation.tell(seed).hash()).isEqualTo(verdict.hash());
    }
  }
}
