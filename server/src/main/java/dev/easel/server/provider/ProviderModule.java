package dev.easel.server.provider;

import com.google.inject.AbstractModule;

/** Binds the configured providers. */
public final class ProviderModule extends AbstractModule {
  private final ProviderInstances instances;

  /** With these instances, which the caller closes. */
  public ProviderModule(ProviderInstances instances) {
    this.instances = instances;
  }

  @Override
  protected void configure() {
    bind(ProviderInstances.class).toInstance(instances);
    bind(Providers.class).toInstance(instances);
  }
}
