package dev.easel.server.catalog;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** Binds the models. */
public final class CatalogModule extends AbstractModule {
  private final ModelCatalog catalog;

  /** With this catalog. */
  public CatalogModule(ModelCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  protected void configure() {
    bind(ModelCatalog.class).toInstance(catalog);
    bind(Retirement.class).in(Singleton.class);
  }
}
