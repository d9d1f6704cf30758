package dev.easel.server.crash;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.Job;
import dev.easel.v1.JobEvent;
import dev.easel.v1.JobOptions;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import dev.easel.v1.Size;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request of a caller that does not give up: it is sent again under its name until it is
 * answered, and its job is then looked after to its end.
 */
final class Asked {
  /** What the sandbox draws quickest. */
  private static final String MODEL = "gpt-image-2";

  private static final OutputSpec OUTPUT =
      OutputSpec.newBuilder()
          .setSize(Size.newBuilder().setWidth(1_024).setHeight(640))
          .setFormat(ImageFormat.IMAGE_FORMAT_JPEG)
          .build();

  private static final int PATIENCE_SECONDS = 50;
  private static final int MOST_WAITS = 4;

  private final String name;
  private final JobOptions options;
  private final String prompt;
  private volatile @Nullable String jobId;

  /**
   * A request that is not sent yet.
   *
   * @param providers who may serve it, in order
   */
  Asked(String name, String... providers) {
    this(name, JobOptions.newBuilder().addAllProviders(List.of(providers)).build());
  }

  /** A request that is not sent yet, with options of its own beside its name. */
  Asked(String name, JobOptions options) {
    this.name = name;
    this.options = options.toBuilder().setRequestId(name).build();
    this.prompt = "a picture of " + name;
  }

  /** What is sent. */
  GenerateRequest request() {
    return GenerateRequest.newBuilder()
        .setPrompt(prompt)
        .setModel(MODEL)
        .setOutput(OUTPUT)
        .setOptions(options)
        .build();
  }

  /**
   * Sends it.
   *
   * @return whether it was answered; otherwise everything is open, and found out by sending again
   */
  boolean send(ServerProcess server) {
    try {
      jobId = server.images().generate(request()).getJob().getId();
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  /** The name of its job, once that was told. */
  Optional<String> job() {
    return Optional.ofNullable(jobId);
  }

  /** Its job as it is. */
  Job now(ServerProcess server) {
    return get(server, 0);
  }

  /** Its job when that is over, or in a few seconds. */
  Job soon(ServerProcess server) {
    return get(server, 5);
  }

  /** Its job when that is over, or when nobody can wait for it any longer. */
  Job end(ServerProcess server) {
    Job job = get(server, PATIENCE_SECONDS);
    for (int waits = 1; waits < MOST_WAITS && !job.hasEndTime(); waits++) {
      job = get(server, PATIENCE_SECONDS);
    }
    return job;
  }

  private Job get(ServerProcess server, int seconds) {
    return server
        .images()
        .getJob(
            GetJobRequest.newBuilder()
                .setJobId(job().orElseThrow())
                .setWait(Duration.newBuilder().setSeconds(seconds))
                .build())
        .getJob();
  }

  /** When its job moved, from its first event on, in order; of a job that is over. */
  List<java.time.Instant> moves(ServerProcess server) {
    Job job = now(server);
    List<java.time.Instant> moves = new ArrayList<>();
    moves.add(instant(job.getCreateTime()));
    Iterator<WatchJobResponse> responses =
        server
            .images()
            .watchJob(
                WatchJobRequest.newBuilder().setJobId(job.getId()).setAfterSequence(1).build());
    while (responses.hasNext()) {
      WatchJobResponse response = responses.next();
      if (response.hasEvent()) {
        JobEvent event = response.getEvent();
        moves.add(instant(event.getEventTime()));
      }
    }
    return moves;
  }

  private static java.time.Instant instant(Timestamp time) {
    return java.time.Instant.ofEpochMilli(Timestamps.toMillis(time));
  }

  /** How many paid requests the seller saw for it. */
  long submits(Ledger ledger) {
    return ledger.submits().stream().filter(submit -> prompt.equals(submit.prompt())).count();
  }

  /** How many bytes its image has, read whole from whoever has it; 0 if nobody does. */
  static long imageBytes(List<ServerProcess> servers, Job job) {
    for (ServerProcess server : servers) {
      try {
        return imageBytes(server, job);
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
          throw e;
        }
      }
    }
    return 0;
  }

  private static long imageBytes(ServerProcess server, Job job) {
    Iterator<ReadBlobResponse> chunks =
        server
            .blobs()
            .readBlob(
                ReadBlobRequest.newBuilder()
                    .setBlobId(job.getResults(0).getImage().getBlobId())
                    .build());
    long bytes = 0;
    while (chunks.hasNext()) {
      bytes += chunks.next().getChunk().size();
    }
    return bytes;
  }

  @Override
  public String toString() {
    return name;
  }
}
