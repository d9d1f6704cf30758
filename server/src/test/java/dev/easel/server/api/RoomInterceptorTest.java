package dev.easel.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.RetryInfo;
import dev.easel.server.Refusal;
import dev.easel.server.admit.BytesInFlight;
import dev.easel.v1.EditRequest;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GenerateResponse;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.GetJobResponse;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.ImageServiceGrpc.ImageServiceImplBase;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is refused for want of memory, over a real port. */
final class RoomInterceptorTest {
  private static final int BUDGET = 64 << 10;
  private static final int CALLS = 400;

  private final BytesInFlight bytes = new BytesInFlight(BUDGET);
  private final AtomicInteger begun = new AtomicInteger();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean scarce;
  private Server server;
  private ManagedChannel channel;

  /** Counts the work that it begins. */
  private final class Working extends ImageServiceImplBase {
    @Override
    public void generate(GenerateRequest request, StreamObserver<GenerateResponse> answer) {
      begun.incrementAndGet();
      answer.onNext(GenerateResponse.getDefaultInstance());
      answer.onCompleted();
    }

    @Override
    public void getJob(GetJobRequest request, StreamObserver<GetJobResponse> answer) {
      answer.onNext(GetJobResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(executor)
            .addService(new Working())
            .addStreamTracerFactory(CallBytes.counting(bytes))
            .intercept(new StatusInterceptor())
            .intercept(new RoomInterceptor(() -> scarce, executor))
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    server.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
    executor.close();
  }

  private ImageServiceGrpc.ImageServiceBlockingStub images() {
    return ImageServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  private GenerateResponse generate(int length) {
    return images().generate(prompt(length));
  }

  private static GenerateRequest prompt(int length) {
    return GenerateRequest.newBuilder().setPrompt("x".repeat(length)).build();
  }

  @Test
  void whileMemoryIsScarceNothingBeginsAndEverythingElseGoesOn() {
    scarce = true;
    for (Runnable call :
        List.<Runnable>of(
            () -> generate(10), () -> images().edit(EditRequest.getDefaultInstance()))) {
      Refusal refused = Refusal.of(call);
      assertThat(refused.code()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(refused.reason()).isEqualTo("SERVER_OVERLOADED");
      assertThat(refused.detail(RetryInfo.class).getRetryDelay().getSeconds()).isEqualTo(2);
    }
    assertThat(begun).hasValue(0);
    assertThat(images().getJob(GetJobRequest.getDefaultInstance()).hasJob()).isFalse();
    scarce = false;
    assertThat(generate(10).hasJob()).isFalse();
    assertThat(begun).hasValue(1);
  }

  /** Each of these alone fits, and many at once do not: each is refused or served, never both. */
  @Test
  void whoIsToldThatACallWasRefusedCanRelyOnIt() throws Exception {
    List<Future<Boolean>> calls =
        IntStream.range(0, CALLS)
            .mapToObj(i -> executor.submit(() -> isServed(BUDGET / 2 + i)))
            .toList();
    int served = 0;
    for (Future<Boolean> call : calls) {
      served += call.get(60, TimeUnit.SECONDS) ? 1 : 0;
    }
    System.out.printf("%d of %d calls were served, the others refused%n", served, CALLS);
    assertThat(begun).hasValue(served);
    assertThat(served).isPositive();
    awaitNothingHeld();
    assertThat(isServed(BUDGET / 2)).isTrue();
  }

  private boolean isServed(int length) {
    try {
      generate(length);
      return true;
    } catch (StatusRuntimeException e) {
      assertThat(new Refusal(e).reason()).isEqualTo("SERVER_OVERLOADED");
      return false;
    }
  }

  @Test
  void whatComesPackedHasNoMoreRoomThanWhatDoesNot() throws Exception {
    GenerateRequest small = prompt(BUDGET / 2);
    GenerateRequest large = prompt(2 * BUDGET);
    assertThat(images().withCompression("gzip").generate(small).hasJob()).isFalse();
    awaitNothingHeld();
    Refusal refused = Refusal.of(() -> images().withCompression("gzip").generate(large));
    assertThat(refused.reason()).isEqualTo("SERVER_OVERLOADED");
    assertThat(begun).hasValue(1);
    awaitNothingHeld();
  }

  /** A call is over for its caller before the server's last word on it. */
  private void awaitNothingHeld() throws InterruptedException {
    for (int i = 0; i < 500 && bytes.held() != 0; i++) {
      Thread.sleep(10);
    }
    assertThat(bytes.held()).isZero();
  }
}
