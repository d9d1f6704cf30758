package dev.easel.bench.images;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.DeleteJobRequest;
import dev.easel.v1.Delivery;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Image;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.function.Consumer;

/** A caller of Easel: asks for an image, waits for it and reads it. Safe for threads. */
final class EaselCaller implements AutoCloseable {
  private static final long WAIT_SECONDS = 60;
  private static final long DEADLINE_SECONDS = 300;

  private final ManagedChannel channel;

  EaselCaller(InetSocketAddress easel) {
    this(NettyChannelBuilder.forAddress(easel));
  }

  private EaselCaller(NettyChannelBuilder channel) {
    this.channel = channel.usePlaintext().build();
  }

  /** One that lets hardly anything come before it is asked for: a byte of each answer. */
  static EaselCaller withClosedWindows(InetSocketAddress easel) {
    return new EaselCaller(NettyChannelBuilder.forAddress(easel).flowControlWindow(1));
  }

  ManagedChannel channel() {
    return channel;
  }

  /** Has an image made and brought in one call: it waits, and carries the image. */
  Image fetch(int number) {
    GenerateRequest.Builder request = request(number).toBuilder();
    request
        .getOptionsBuilder()
        .setWait(Duration.newBuilder().setSeconds(WAIT_SECONDS))
        .setDelivery(Delivery.DELIVERY_INLINE);
    Image image = result(images().generate(request.build()).getJob());
    if (image.getInlineBytes().size() != image.getSizeBytes()) {
      throw new IllegalStateException("image " + image.getBlobId() + " did not come along");
    }
    return image;
  }

  /** Begins a job. */
  Job begin(int number) {
    return images().generate(request(number)).getJob();
  }

  /** The job's image, when it is there. */
  Image end(Job begun) {
    Job job = begun;
    while (!job.hasEndTime()) {
      job = images().getJob(waiting(job)).getJob();
    }
    return result(job);
  }

  private static Image result(Job job) {
    if (job.getState() != Job.State.STATE_SUCCEEDED) {
      throw new IllegalStateException("a job did not succeed: " + job);
    }
    return job.getResults(0).getImage();
  }

  /** Reads an image to its end; returns how many bytes it has. */
  long read(Image image) {
    return read(image, data -> {});
  }

  /** Reads the beginning of an image and hangs up. */
  void readSome(Image image) {
    try (CancellableContext context = Context.current().withCancellation()) {
      context.run(() -> blobs().readBlob(request(image)).next());
    }
  }

  /** Forgets a job and its image. */
  void forget(Job job) {
    images().deleteJob(DeleteJobRequest.newBuilder().setJobId(job.getId()).build());
  }

  /**
   * Reads an image and sees that it is what its description says.
   *
   * @throws IllegalStateException if it is not
   */
  long readRight(Image image) {
    MessageDigest digest = sha256();
    long bytes = read(image, data -> data.asReadOnlyByteBufferList().forEach(digest::update));
    ByteString read = ByteString.copyFrom(digest.digest());
    if (bytes != image.getSizeBytes() || !read.equals(image.getSha256())) {
      throw new IllegalStateException("image " + image.getBlobId() + " came wrong");
    }
    return bytes;
  }

  private long read(Image image, Consumer<ByteString> use) {
    long bytes = 0;
    Iterator<ReadBlobResponse> chunks = blobs().readBlob(request(image));
    while (chunks.hasNext()) {
      ByteString data = chunks.next().getChunk();
      use.accept(data);
      bytes += data.size();
    }
    return bytes;
  }

  static GenerateRequest request(int number) {
    return GenerateRequest.newBuilder()
        .setPrompt("a heron in the reeds, number " + number)
        .setModel("gpt-image-1.5")
        .setOutput(OutputSpec.newBuilder().setFormat(ImageFormat.IMAGE_FORMAT_PNG))
        .setOptions(JobOptions.newBuilder().addProviders("openai"))
        .build();
  }

  static ReadBlobRequest request(Image image) {
    return ReadBlobRequest.newBuilder().setBlobId(image.getBlobId()).build();
  }

  private static GetJobRequest waiting(Job job) {
    return GetJobRequest.newBuilder()
        .setJobId(job.getId())
        .setWait(Duration.newBuilder().setSeconds(WAIT_SECONDS))
        .build();
  }

  private ImageServiceGrpc.ImageServiceBlockingStub images() {
    return ImageServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(java.time.Duration.ofSeconds(DEADLINE_SECONDS));
  }

  private BlobServiceGrpc.BlobServiceBlockingStub blobs() {
    return BlobServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(java.time.Duration.ofSeconds(DEADLINE_SECONDS));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
