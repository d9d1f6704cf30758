package dev.easel.server.blob;

import com.google.inject.AbstractModule;

/** Binds the store of images, and how uploads come into it. */
public final class BlobModule extends AbstractModule {
  private final BlobStore store;
  private final UploadSettings uploads;

  /** With this store. */
  public BlobModule(BlobStore store, UploadSettings uploads) {
    this.store = store;
    this.uploads = uploads;
  }

  @Override
  protected void configure() {
    bind(BlobStore.class).toInstance(store);
    bind(UploadSettings.class).toInstance(uploads);
  }
}
