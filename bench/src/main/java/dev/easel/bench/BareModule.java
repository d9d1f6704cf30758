package dev.easel.bench;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The bare server's wiring: one service and health, on a free port of the loopback. */
final class BareModule extends AbstractModule {
  @Override
  protected void configure() {
    binder().requireExplicitBindings();
  }

  @Provides
  @Singleton
  EchoService echo() {
    return new EchoService();
  }

  @Provides
  @Singleton
  HealthStatusManager health() {
    return new HealthStatusManager();
  }

  @Provides
  @Singleton
  Server server(EchoService echo, HealthStatusManager health) {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(echo)
        .addService(health.getHealthService())
        .build();
  }
}
