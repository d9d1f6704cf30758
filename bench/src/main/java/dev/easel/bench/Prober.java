package dev.easel.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Starts a server, times it and looks at it. */
final class Prober {
  private static final Duration REST = Duration.ofSeconds(2);
  private static final int WARMING_CALLS = 300;

  private final Kernel kernel = Kernel.running();
  private final long self = ProcessHandle.current().pid();

  /** Calls one server until the client's own code is fast. */
  void warmClient(Contender contender) throws IOException, InterruptedException {
    try (Child child = Child.start(contender)) {
      InetSocketAddress address = child.awaitAddress();
      for (int call = 0; call < WARMING_CALLS; call++) {
        HealthProbe.awaitServing(address);
      }
    }
  }

  Sample measure(int round, Contender contender) throws IOException, InterruptedException {
    long othersBefore = othersMillis();
    try (Child child = Child.start(contender)) {
      InetSocketAddress address = child.awaitAddress();
      long said = child.nanosSinceStart();
      HealthProbe.awaitServing(address);
      long serving = child.nanosSinceStart();
      long used = kernel.processorMillis(child.pid());
      long others = othersMillis() - used - othersBefore;
      Thread.sleep(REST);
      Kernel.Memory memory = kernel.memory(child.pid());
      return new Sample(
          round,
          contender.name(),
          said / 1e6,
          serving / 1e6,
          used,
          Math.max(0, others),
          memory.residentKib(),
          memory.anonymousKib());
    }
  }

  /** The processor time of everything but this process. */
  private long othersMillis() throws IOException {
    return kernel.machineMillis() - kernel.processorMillis(self);
  }
}
