package dev.easel.server.blob;

import com.google.inject.AbstractModule;

/** Binds the store of images. */
public final class BlobModule extends AbstractModule {
  private final BlobStore store;

  /** With this store. */
  public BlobModule(BlobStore store) {
    this.store = store;
  }

  @Override
  protected void configure() {
    bind(BlobStore.class).toInstance(store);
  }
}
