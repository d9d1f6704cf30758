package dev.easel.server.fetch;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** Binds where callers' images come from. */
public final class FetchModule extends AbstractModule {
  private final SourceLinks links;

  /** With these links. */
  public FetchModule(SourceLinks links) {
    this.links = links;
  }

  @Override
  protected void configure() {
    bind(SourceLinks.class).toInstance(links);
    bind(SourceShelf.class).in(Singleton.class);
  }
}
