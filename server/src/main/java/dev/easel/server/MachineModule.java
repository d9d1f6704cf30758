package dev.easel.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.job.Clockwork;
import dev.easel.server.provider.ProviderInstances;
import dev.easel.server.route.Instances;
import java.util.List;
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
    bind(RandomGenerator.class).toInstance(machine.random());
    bind(Identifiers.class).toInstance(machine.identifiers());
  }

  @Provides
  @Instances
  List<String> instances(ProviderInstances instances) {
    return instances.names();
  }
}
