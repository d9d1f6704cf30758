package dev.easel.server.crash;

import com.google.protobuf.Duration;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request of a caller that does not give up: it is sent again under its name until it is
 * answered, and its job is then looked after to its end.
 */
final class Asked {
  private static final String MODEL = "gpt-image-1.5";

  private final String name;
  private final String provider;
  private final String prompt;
  private @Nullable String jobId;

  Asked(String name, String provider) {
    this.name = name;
    this.provider = provider;
    this.prompt = "a picture of " + name;
  }

  /** Sends it; an answer that does not come leaves everything open. */
  void send(ServerProcess server) {
    try {
      jobId =
          server
              .images()
              .generate(
                  GenerateRequest.newBuilder()
                      .setPrompt(prompt)
                      .setModel(MODEL)
                      .setOptions(JobOptions.newBuilder().addProviders(provider).setRequestId(name))
                      .build())
              .getJob()
              .getId();
    } catch (StatusRuntimeException e) {
      // Killed, as this is all about: whether it was accepted is found out by sending it again.
    }
  }

  /** The name of its job, once that was told. */
  Optional<String> job() {
    return Optional.ofNullable(jobId);
  }

  /** Its job when that is over. */
  Job end(ServerProcess server) {
    return server
        .images()
        .getJob(
            GetJobRequest.newBuilder()
                .setJobId(job().orElseThrow())
                .setWait(Duration.newBuilder().setSeconds(50))
                .build())
        .getJob();
  }

  /** How many paid requests the seller saw for it. */
  long submits(Ledger ledger) {
    return ledger.submits().stream().filter(submit -> prompt.equals(submit.prompt())).count();
  }

  /** How many bytes its image has, read whole. */
  static long imageBytes(ServerProcess server, Job job) {
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
