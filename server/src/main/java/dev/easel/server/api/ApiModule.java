package dev.easel.server.api;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** Binds the services. */
public final class ApiModule extends AbstractModule {
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
    bind(BlobGrpcService.class).in(Singleton.class);
    bind(CatalogGrpcService.class).in(Singleton.class);
    bind(GrpcServices.class).in(Singleton.class);
  }
}
