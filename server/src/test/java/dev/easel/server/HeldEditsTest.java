package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.easel.server.config.ConfigurationLayers;
import dev.easel.v1.EditRequest;
import dev.easel.v1.EditResponse;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.ImageSource;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.ListJobsRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What held calls cost while they wait: not their images. */
final class HeldEditsTest {
  private static final int CALLS = 100;

  /** A tenth of what the images of all the calls are together. */
  private static final long MOST_GROWTH = CALLS * 90_000L;

  @Test
  void aWaitingEditHoldsNoneOfItsImages(@TempDir Path data) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 2 * CALLS, InetAddress.getLoopbackAddress());
        Easel easel = start(data, silent)) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(easel.grpcAddress()).usePlaintext().build();
      try {
        hold(channel);
      } finally {
        channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
      }
    }
  }

  private static void hold(ManagedChannel channel) throws Exception {
    EditRequest request = request(ByteString.copyFrom(noise()));
    assertThat(request.getSerializedSize()).isGreaterThan(900_000);
    Answers answers = new Answers();
    ImageServiceGrpc.ImageServiceStub stub = ImageServiceGrpc.newStub(channel);
    // The first call brings everything that is made once.
    stub.edit(request, answers);
    awaitJobs(channel, 1);
    long before = used();
    for (int i = 1; i < CALLS; i++) {
      stub.edit(request, answers);
    }
    awaitJobs(channel, CALLS);
    long after = used();
    assertThat(answers.count).as("calls that do not wait").hasValue(0);
    assertThat(after - before).isLessThan(MOST_GROWTH);
  }

  private static Easel start(Path data, ServerSocket silent) throws Exception {
    Map<String, String> flags =
        Map.of(
            "grpc.port", "0",
            "http.port", "0",
            "data.folder", data.toString(),
            "shutdown.grace", "1s",
            "providers.silent.kind", "openai",
            "providers.silent.preset", "openai",
            "providers.silent.key", "worthless",
            "providers.silent.base-url", "http://127.0.0.1:" + silent.getLocalPort() + "/v1");
    return Easel.start(Easel.configure(new ConfigurationLayers(Optional.empty(), Map.of(), flags)));
  }

  private static EditRequest request(ByteString image) {
    return EditRequest.newBuilder()
        .setPrompt("in snow")
        .setModel("gpt-image-1")
        .addImages(ImageSource.newBuilder().setInlineBytes(image))
        .setOptions(
            JobOptions.newBuilder()
                .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(60)))
        .build();
  }

  /** An image that does not compress. */
  private static byte[] noise() throws IOException {
    Random random = new Random(5);
    BufferedImage image = new BufferedImage(560, 560, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static void awaitJobs(ManagedChannel channel, int count) throws InterruptedException {
    ListJobsRequest all = ListJobsRequest.newBuilder().setPageSize(CALLS).build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (ImageServiceGrpc.newBlockingStub(channel).listJobs(all).getJobsList().stream()
            .filter(job -> job.getState() == Job.State.STATE_QUEUED || begun(job))
            .count()
        < count) {
      assertThat(System.nanoTime()).as("not every call became a job").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static boolean begun(Job job) {
    return job.getState() == Job.State.STATE_RUNNING;
  }

  /** The heap in use when what nobody holds is gone. */
  private static long used() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(50);
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private static final class Answers implements StreamObserver<EditResponse> {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void onNext(EditResponse response) {
      count.incrementAndGet();
    }

    @Override
    public void onError(Throwable thrown) {
      count.incrementAndGet();
    }

    @Override
    public void onCompleted() {}
  }
}
