package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose virtual threads wait for a processor. */
final class BusyProcessTest {
  private final Semaphore heartbeats = new Semaphore(0);
  private final RecordedClaims claims = new RecordedClaims(this::count);

  @Test
  void keepsItsLease(@TempDir Path data) throws Exception {
    try (Easel _ = Servers.start(Servers.configuration(data, 0), claims::in);
        BusyProcessors _ = BusyProcessors.all()) {
      heartbeats.drainPermits();
      // The first may have been under way.
      assertThat(heartbeats.tryAcquire(2, 14, TimeUnit.SECONDS)).as("it was heard of").isTrue();
    }
  }

  private void count(String call) {
    if (call.equals("heartbeat")) {
      heartbeats.release();
    }
  }
}
