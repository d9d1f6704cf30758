package dev.easel.bench;

import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.Size;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts jobs at Easel and waits for their ends. */
final class JobClient implements AutoCloseable {
  /** Where the seller lists them. */
  static final String ENDPOINT = "openai/gpt-image-2";

  private static final int WAIT_SECONDS = 60;
  // The sandbox's pictures compress well: four of this size come to the 1.5 MiB of one real one.
  private static final int IMAGES = 4;
  private static final Size SIZE = Size.newBuilder().setWidth(3_072).setHeight(1_728).build();

  private final ManagedChannel channel;

  JobClient(InetSocketAddress easel) {
    channel = NettyChannelBuilder.forAddress(easel).usePlaintext().build();
  }

  /**
   * A job that is over.
   *
   * @param requestId the seller's name for it
   * @param end when it was over
   * @param bytes size of its images together
   */
  record Ended(String requestId, Instant end, long bytes) {}

  /** Runs some jobs, a few at a time. */
  List<Ended> run(int jobs, int atOnce) throws InterruptedException, ExecutionException {
    try (ExecutorService callers = Executors.newFixedThreadPool(atOnce)) {
      List<Future<Ended>> running = new ArrayList<>();
      for (int job = 0; job < jobs; job++) {
        String prompt = "a heron in the reeds, number " + job;
        running.add(callers.submit(() -> run(prompt)));
      }
      List<Ended> ended = new ArrayList<>();
      for (Future<Ended> job : running) {
        ended.add(job.get());
      }
      return ended;
    }
  }

  private Ended run(String prompt) {
    Job job = stub().generate(request(prompt)).getJob();
    while (!job.hasEndTime()) {
      job = stub().getJob(request(job)).getJob();
    }
    if (job.getState() != Job.State.STATE_SUCCEEDED) {
      throw new IllegalStateException("a job did not succeed: " + job);
    }
    return new Ended(
        job.getAttempts(0).getProviderRequestId(),
        Instant.ofEpochSecond(job.getEndTime().getSeconds(), job.getEndTime().getNanos()),
        job.getResultsList().stream().mapToLong(slot -> slot.getImage().getSizeBytes()).sum());
  }

  private ImageServiceGrpc.ImageServiceBlockingStub stub() {
    return ImageServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(Duration.ofSeconds(2L * WAIT_SECONDS));
  }

  private static GenerateRequest request(String prompt) {
    return GenerateRequest.newBuilder()
        .setPrompt(prompt)
        .setModel("gpt-image-2")
        .setOutput(
            OutputSpec.newBuilder()
                .setCount(IMAGES)
                .setSize(SIZE)
                .setFormat(ImageFormat.IMAGE_FORMAT_PNG))
        .setOptions(JobOptions.newBuilder().addProviders("fal"))
        .build();
  }

  private static GetJobRequest request(Job job) {
    return GetJobRequest.newBuilder()
        .setJobId(job.getId())
        .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(WAIT_SECONDS))
        .build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
