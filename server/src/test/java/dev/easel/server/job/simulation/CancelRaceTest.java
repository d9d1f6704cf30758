package dev.easel.server.job.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.job.simulation.Simulation.Tally;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels that come about when a job is done: there is one outcome, whoever tells it. */
@ExtendWith(QuietLog.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class CancelRaceTest {
  private static final int RACES = 10_000;
  private static final int JOBS_A_WORLD = 4;
  private static final Logger log = LoggerFactory.getLogger("simulation");

  @Test
  void aCancelAndAnEndMakeOneOutcome() {
    Seeds worlds = new Seeds(new Simulation(Weather::secondThoughts, Mutation.NONE));
    Tally tally = worlds.hold(1, RACES / JOBS_A_WORLD);
    log.warn("{} cancels and ends: {}", RACES, tally);
    assertThat(tally.jobs()).isGreaterThan(RACES * 9 / 10);
  }
}
