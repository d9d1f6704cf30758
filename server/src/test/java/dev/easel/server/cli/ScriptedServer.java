package dev.easel.server.cli;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.io.IOException;

/** A real gRPC server on loopback whose services do as they are told. */
final class ScriptedServer implements AutoCloseable {
  private final ScriptedImages images = new ScriptedImages();
  private final ScriptedBlobs blobs = new ScriptedBlobs();
  private final ScriptedCatalog catalog = new ScriptedCatalog();
  private final SeenKeys keys = new SeenKeys();
  private final Server server;

  ScriptedServer() throws IOException {
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .directExecutor()
            .intercept(keys)
            .addService(images)
            .addService(blobs)
            .addService(catalog)
            .build()
            .start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  ScriptedImages images() {
    return images;
  }

  ScriptedBlobs blobs() {
    return blobs;
  }

  ScriptedCatalog catalog() {
    return catalog;
  }

  SeenKeys keys() {
    return keys;
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow().awaitTermination();
  }
}
