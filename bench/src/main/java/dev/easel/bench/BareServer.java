package dev.easel.bench;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;

/** The yardstick: gRPC on Netty, Guice, protobuf and the health service, and nothing else. */
public final class BareServer {
  /** What the line begins with that says where it serves. */
  static final String READY = "bare: serving gRPC on ";

  private BareServer() {}

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Server server = start();
    System.out.println(READY + "127.0.0.1:" + server.getPort());
    server.awaitTermination();
  }

  static Server start() throws IOException {
    Injector injector = Guice.createInjector(Stage.PRODUCTION, new BareModule());
    Server server = injector.getInstance(Server.class).start();
    injector
        .getInstance(HealthStatusManager.class)
        .setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
    return server;
  }
}
