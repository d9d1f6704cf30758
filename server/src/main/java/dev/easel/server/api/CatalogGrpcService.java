package dev.easel.server.api;

import dev.easel.server.catalog.ModelCatalog;
import dev.easel.v1.CatalogServiceGrpc.CatalogServiceImplBase;
import dev.easel.v1.ListModelsRequest;
import dev.easel.v1.ListModelsResponse;
import dev.easel.v1.ListProvidersRequest;
import dev.easel.v1.ListProvidersResponse;
import dev.easel.v1.Provider;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;

/** The catalog service. */
final class CatalogGrpcService extends CatalogServiceImplBase {
  private final ModelCatalog catalog;
  private final CatalogWriter writer;

  @Inject
  CatalogGrpcService(ModelCatalog catalog, CatalogWriter writer) {
    this.catalog = catalog;
    this.writer = writer;
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> answer) {
    ListModelsResponse.Builder models = ListModelsResponse.newBuilder();
    catalog.models().stream()
        .filter(model -> request.getModel().isEmpty() || request.getModel().equals(model.id()))
        .map(model -> writer.wire(model, catalog.listings(model.id())))
        .forEach(models::addModels);
    answer.onNext(models.build());
    answer.onCompleted();
  }

  @Override
  public void listProviders(
      ListProvidersRequest request, StreamObserver<ListProvidersResponse> answer) {
    ListProvidersResponse.Builder providers = ListProvidersResponse.newBuilder();
    catalog
        .sellers()
        .forEach(seller ->
            providers
                .addProvidersBuilder()
                .setName(seller.name())
                .setKind(seller.kind())
                .setHealth(Provider.Health.HEALTH_OK));
    answer.onNext(providers.build());
    answer.onCompleted();
  }
}
