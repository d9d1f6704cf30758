package dev.easel.server.api;

import dev.easel.server.route.Instances;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.CatalogServiceGrpc;
import dev.easel.v1.ImageServiceGrpc;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/** The services of the contract. */
public final class GrpcServices {
  private final ImageGrpcService images;
  private final BlobGrpcService blobs;
  private final CatalogGrpcService catalog;
  private final List<String> instances;

  @Inject
  GrpcServices(
      ImageGrpcService images,
      BlobGrpcService blobs,
      CatalogGrpcService catalog,
      @Instances List<String> instances) {
    this.images = images;
    this.blobs = blobs;
    this.catalog = catalog;
    this.instances = instances;
  }

  ImageGrpcService images() {
    return images;
  }

  BlobGrpcService blobs() {
    return blobs;
  }

  CatalogGrpcService catalog() {
    return catalog;
  }

  /** Every name that health answers for. */
  List<String> names() {
    return Stream.concat(
            Stream.of(
                ImageServiceGrpc.SERVICE_NAME,
                BlobServiceGrpc.SERVICE_NAME,
                CatalogServiceGrpc.SERVICE_NAME),
            instances.stream().map(instance -> "providers/" + instance))
        .toList();
  }
}
