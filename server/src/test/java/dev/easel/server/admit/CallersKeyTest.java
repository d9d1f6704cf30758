package dev.easel.server.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Secret;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.GetJobResponse;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.ImageServiceGrpc.ImageServiceImplBase;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a call has the key that it brought, over a real port. */
final class CallersKeyTest {
  private static final String KEY = "sk-proj-canary";

  /** A call that is held: its answer comes when the test says so. */
  private record Held(
      Optional<Secret> key, Context context, StreamObserver<GetJobResponse> answer) {}

  /** An answer that nobody waits for. */
  private static final class Unheard implements StreamObserver<GetJobResponse> {
    @Override
    public void onNext(GetJobResponse response) {}

    @Override
    public void onError(Throwable problem) {}

    @Override
    public void onCompleted() {}
  }

  private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                new ImageServiceImplBase() {
                  @Override
                  public void getJob(GetJobRequest request, StreamObserver<GetJobResponse> answer) {
                    held.add(new Held(CallerIdentity.key(), Context.current(), answer));
                  }
                })
            .intercept(new CallerInterceptor())
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    server.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
  }

  private Held call(Metadata metadata) throws InterruptedException {
    ImageServiceGrpc.newStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
        .getJob(GetJobRequest.getDefaultInstance(), new Unheard());
    Held one = held.poll(30, TimeUnit.SECONDS);
    assertThat(one).isNotNull();
    return one;
  }

  private static Metadata withKey() {
    Metadata metadata = new Metadata();
    metadata.put(
        Metadata.Key.of(CallerInterceptor.KEY_NAME, Metadata.ASCII_STRING_MARSHALLER), KEY);
    return metadata;
  }

  @Test
  void itIsThereForTheRequestAndNotForWhatTheCallWaitsFor() throws Exception {
    Held one = call(withKey());
    assertThat(one.key().orElseThrow().reveal()).isEqualTo(KEY);
    for (int i = 0; i < 3_000 && one.context().call(CallerIdentity::key).isPresent(); i++) {
      Thread.sleep(10);
    }
    assertThat(one.context().call(CallerIdentity::key)).isEmpty();
    assertThat(one.context().isCancelled()).isFalse();
  }

  @Test
  void aCallWithoutAKeyHasNone() throws Exception {
    assertThat(call(new Metadata()).key()).isEmpty();
  }
}
