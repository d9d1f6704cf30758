package dev.easel.server.cli;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.Status;
import dev.easel.v1.Blob;
import dev.easel.v1.Cost;
import dev.easel.v1.EditResponse;
import dev.easel.v1.Failure;
import dev.easel.v1.GenerateResponse;
import dev.easel.v1.Image;
import dev.easel.v1.ImageResult;
import dev.easel.v1.Job;
import dev.easel.v1.JobEvent;
import dev.easel.v1.Money;
import dev.easel.v1.Progress;
import dev.easel.v1.ReadBlobResponse;
import dev.easel.v1.Snapshot;
import dev.easel.v1.StateChange;
import dev.easel.v1.UploadBlobResponse;
import dev.easel.v1.WatchJobResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Messages to script with. */
final class Sample {
  static final String BYTES = "these are the bytes of an image";

  private Sample() {}

  static Job queued() {
    return Job.newBuilder()
        .setId("JOB12345678")
        .setState(Job.State.STATE_QUEUED)
        .setPrompt("A red fox, in snow!")
        .setModel("gpt-image-1")
        .setProvider("fal")
        .setCreateTime(Timestamp.newBuilder().setSeconds(1_795_262_340))
        .build();
  }

  static Job succeeded() {
    return ended(Job.State.STATE_SUCCEEDED)
        .addResults(ImageResult.newBuilder().setImage(image()))
        .setCost(
            Cost.newBuilder().setAmount(dollars(42_000_000)).setBasis(Cost.Basis.BASIS_COMPUTED))
        .build();
  }

  static Job failed(String reason) {
    return ended(Job.State.STATE_FAILED)
        .setFailure(Failure.newBuilder().setReason(reason).setMessage("It did not work."))
        .build();
  }

  private static Job.Builder ended(Job.State state) {
    return queued().toBuilder()
        .setState(state)
        .setEndTime(Timestamp.newBuilder().setSeconds(1_795_262_343));
  }

  static Money dollars(int nanos) {
    return Money.newBuilder().setCurrencyCode("USD").setNanos(nanos).build();
  }

  static Image image() {
    return Image.newBuilder()
        .setBlobId("BLOB")
        .setMediaType("image/png")
        .setWidth(1024)
        .setHeight(1536)
        .setSizeBytes(BYTES.length())
        .setSha256(sha256(BYTES))
        .build();
  }

  static GenerateResponse started() {
    return GenerateResponse.newBuilder().setJob(queued()).build();
  }

  static EditResponse edited() {
    return EditResponse.newBuilder().setJob(queued()).build();
  }

  static UploadBlobResponse uploaded(String blobId) {
    return UploadBlobResponse.newBuilder().setBlob(Blob.newBuilder().setId(blobId)).build();
  }

  static WatchJobResponse snapshot(long sequence, Job job) {
    return event(
        JobEvent.newBuilder().setSequence(sequence).setSnapshot(Snapshot.newBuilder().setJob(job)));
  }

  static WatchJobResponse place(long sequence, int place) {
    return event(
        JobEvent.newBuilder()
            .setSequence(sequence)
            .setProgress(Progress.newBuilder().setQueuePosition(place)));
  }

  static WatchJobResponse ended(long sequence, Job job) {
    return event(
        JobEvent.newBuilder()
            .setSequence(sequence)
            .setStateChange(StateChange.newBuilder().setState(job.getState()).setJob(job)));
  }

  private static WatchJobResponse event(JobEvent.Builder event) {
    return WatchJobResponse.newBuilder().setEvent(event).build();
  }

  static ReadBlobResponse chunk(String text) {
    return ReadBlobResponse.newBuilder().setChunk(ByteString.copyFromUtf8(text)).build();
  }

  /** A refusal as the server gives it, its details behind another one. */
  static StatusRuntimeException refusal() {
    return StatusProto.toStatusRuntimeException(
        Status.newBuilder()
            .setCode(io.grpc.Status.Code.INVALID_ARGUMENT.value())
            .setMessage("2 fields are wrong")
            .addDetails(Any.pack(RequestInfo.getDefaultInstance()))
            .addDetails(Any.pack(ErrorInfo.newBuilder().setReason("REQUEST_INVALID").build()))
            .addDetails(
                Any.pack(
                    BadRequest.newBuilder()
                        .addFieldViolations(violation("prompt", "is missing"))
                        .addFieldViolations(violation("output.size", "not 5x5"))
                        .build()))
            .build());
  }

  private static BadRequest.FieldViolation violation(String field, String description) {
    return BadRequest.FieldViolation.newBuilder()
        .setField(field)
        .setDescription(description)
        .build();
  }

  private static ByteString sha256(String text) {
    try {
      return ByteString.copyFrom(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
