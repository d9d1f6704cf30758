package dev.easel.server.cli;

import dev.easel.v1.CatalogServiceGrpc;
import dev.easel.v1.ListModelsRequest;
import dev.easel.v1.ListModelsResponse;
import io.grpc.stub.StreamObserver;

/** A catalog by script. */
final class ScriptedCatalog extends CatalogServiceGrpc.CatalogServiceImplBase {
  final Scripts<ListModelsRequest, ListModelsResponse> models = new Scripts<>();

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> observer) {
    models.answer(request, observer);
  }
}
