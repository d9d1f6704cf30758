package dev.easel.server.blob;

import com.google.inject.AbstractModule;

/** Binds the store of images, how uploads come into it, and how links lead to it. */
public final class BlobModule extends AbstractModule {
  private final BlobStore store;
  private final UploadSettings uploads;
  private final Links links;

  /** With this store. */
  public BlobModule(BlobStore store, UploadSettings uploads, Links links) {
    this.store = store;
    this.uploads = uploads;
    this.links = links;
  }

  @Override
  protected void configure() {
    bind(BlobStore.class).toInstance(store);
    bind(UploadSettings.class).toInstance(uploads);
    bind(Links.class).toInstance(links);
  }
}
