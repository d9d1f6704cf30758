package dev.easel.bench;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks a server whether it serves, each time on a connection of its own. */
final class HealthProbe {
  private static final Duration PAUSE = Duration.ofMillis(2);
  private static final int ATTEMPTS = 10_000;

  private HealthProbe() {}

  /** Asks until the answer is SERVING. */
  static void awaitServing(InetSocketAddress server) throws InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (isServing(server)) {
        return;
      }
      Thread.sleep(PAUSE);
    }
    throw new IllegalStateException("the server never said that it serves");
  }

  static boolean isServing(InetSocketAddress server) {
    ManagedChannel channel = NettyChannelBuilder.forAddress(server).usePlaintext().build();
    try {
      return HealthGrpc.newBlockingStub(channel)
              .withDeadlineAfter(10, TimeUnit.SECONDS)
              .check(HealthCheckRequest.getDefaultInstance())
              .getStatus()
          == ServingStatus.SERVING;
    } catch (StatusRuntimeException e) {
      return false;
    } finally {
      channel.shutdownNow();
    }
  }
}
