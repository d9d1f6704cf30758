package dev.easel.server.route;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** Binds routing. */
public final class RouteModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(Router.class).in(Singleton.class);
    bind(Admission.class).in(Singleton.class);
  }
}
