package dev.easel.server.api;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.job.Clockwork;

/** Binds the services. */
public final class ApiModule extends AbstractModule {
  private final int mostReads;

  /** For so many images that are read at one time at most. */
  public ApiModule(int mostReads) {
    this.mostReads = mostReads;
  }

  @Override
  protected void configure() {
    bind(RequestReader.class).in(Singleton.class);
    bind(EditReader.class).in(Singleton.class);
    bind(SourceReader.class).in(Singleton.class);
    bind(Previews.class).in(Singleton.class);
    bind(InlineBytes.class).in(Singleton.class);
    bind(ResultLinks.class).in(Singleton.class);
    bind(Deliveries.class).in(Singleton.class);
    bind(Waiting.class).in(Singleton.class);
    bind(JobLists.class).in(Singleton.class);
    bind(CatalogWriter.class).in(Singleton.class);
    bind(ImageGrpcService.class).in(Singleton.class);
    bind(Uploads.class).in(Singleton.class);
    bind(ChunkBuffers.class).in(Singleton.class);
    bind(BlobGrpcService.class).in(Singleton.class);
    bind(CatalogGrpcService.class).in(Singleton.class);
    bind(GrpcServices.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  Reads reads(BlobStore blobs, Clockwork clockwork) {
    return new Reads(blobs, mostReads, clockwork.nanos());
  }
}
