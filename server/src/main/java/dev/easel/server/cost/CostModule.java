package dev.easel.server.cost;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** Binds quotes and settlement. */
public final class CostModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(Pricing.class).toInstance(new Pricing());
    bind(Settlement.class).in(Singleton.class);
    bind(Ceiling.class).in(Singleton.class);
  }
}
