package dev.easel.server;

import com.google.inject.AbstractModule;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.job.Clockwork;
import dev.easel.server.job.Punctual;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Binds time, chance and threads, as this machine has them. */
final class MachineModule extends AbstractModule {
  private final Machine machine;

  MachineModule(Machine machine) {
    this.machine = machine;
  }

  @Override
  protected void configure() {
    bind(Clockwork.class).toInstance(machine.clockwork());
    bind(Executor.class).toInstance(machine.executor());
    bind(Executor.class).annotatedWith(Punctual.class).toInstance(machine.systemThreads());
    bind(RandomGenerator.class).toInstance(machine.random());
    bind(Identifiers.class).toInstance(machine.identifiers());
  }
}
