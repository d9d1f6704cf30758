package dev.easel.server.route;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.util.List;

/** Binds routing. */
public final class RouteModule extends AbstractModule {
  private final List<String> instances;

  /** Between these instances, in this order. */
  public RouteModule(List<String> instances) {
    this.instances = List.copyOf(instances);
  }

  @Override
  protected void configure() {
    bind(Router.class).in(Singleton.class);
    bind(Admission.class).in(Singleton.class);
  }

  @Provides
  @Instances
  List<String> instances() {
    return instances;
  }
}
