package dev.easel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BareServerTest {
  private Server server;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    server = BareServer.start();
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.shutdownNow().awaitTermination();
  }

  @Test
  void saysThatItServes() {
    assertThat(HealthProbe.isServing(address)).isTrue();
  }

  @Test
  void doesNotServeOnceStopped() throws InterruptedException {
    server.shutdownNow().awaitTermination();

    assertThat(HealthProbe.isServing(address)).isFalse();
  }

  @Test
  void echoes() {
    ManagedChannel channel = NettyChannelBuilder.forAddress(address).usePlaintext().build();
    try {
      StringValue reply =
          ClientCalls.blockingUnaryCall(
              channel, EchoService.ECHO, CallOptions.DEFAULT, StringValue.of("a fox"));

      assertThat(reply.getValue()).isEqualTo("a fox");
    } finally {
      channel.shutdownNow();
    }
  }
}
