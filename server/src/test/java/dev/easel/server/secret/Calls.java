package dev.easel.server.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import dev.easel.server.Pictures;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.CancelJobRequest;
import dev.easel.v1.EditRequest;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.ImageResult;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.ImageSource;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.WatchJobRequest;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Calls an Easel and puts every answer into the sinks. Safe for threads. */
final class Calls {
  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("easel-openai-api-key", Metadata.ASCII_STRING_MARSHALLER);
  private static final ByteString PICTURE =
      ByteString.copyFrom(Pictures.of(ImageFormat.PNG, new Size(256, 256)));

  private final Channel channel;
  private final Sinks sinks;
  private final AtomicInteger succeeded = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  Calls(Channel channel, Sinks sinks) {
    this.channel = channel;
    this.sinks = sinks;
  }

  int succeeded() {
    return succeeded.get();
  }

  int failed() {
    return failed.get();
  }

  int unfinished() {
    return unfinished.get();
  }

  int refused() {
    return refused.get();
  }

  /** Makes one job and looks at it from every side. */
  void take(Way way) {
    asking(
        way.keys(),
        channelWithKeys -> {
          ImageServiceGrpc.ImageServiceBlockingStub images =
              ImageServiceGrpc.newBlockingStub(channelWithKeys)
                  .withDeadlineAfter(20, TimeUnit.SECONDS);
          told("quotes", images.quote(quote(way)));
          Job begun =
              way.edit()
                  ? told("answers", images.edit(edit(way))).getJob()
                  : told("answers", images.generate(generate(way))).getJob();
          if (way.cancelled()) {
            told(
                "answers",
                images.cancelJob(CancelJobRequest.newBuilder().setJobId(begun.getId()).build()));
          }
          follow(way, begun, images, BlobServiceGrpc.newBlockingStub(channelWithKeys));
        });
  }

  /** Makes calls with these keys in the metadata; refusals are looked at too. */
  void asking(List<String> keys, Consumer<Channel> calls) {
    Metadata metadata = new Metadata();
    keys.forEach(key -> metadata.put(KEY, key));
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    try {
      calls.accept(
          ClientInterceptors.intercept(
              channel,
              MetadataUtils.newCaptureMetadataInterceptor(headers, trailers),
              MetadataUtils.newAttachHeadersInterceptor(metadata)));
    } catch (StatusRuntimeException e) {
      refused.incrementAndGet();
      tell(e);
    }
    sinks.add("response metadata", headers.get() + " " + trailers.get());
  }

  private void tell(StatusRuntimeException refusal) {
    sinks.add("RPC errors", refusal);
    com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
    if (status != null) {
      sinks.add("RPC error details", status);
      sinks.add("RPC error details", status.toByteArray());
    }
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      sinks.add("exceptions' messages", cause);
    }
  }

  private void follow(
      Way way,
      Job begun,
      ImageServiceGrpc.ImageServiceBlockingStub images,
      BlobServiceGrpc.BlobServiceBlockingStub blobs) {
    watch(way, begun, images);
    Job job =
        told("jobs", images.getJob(GetJobRequest.newBuilder().setJobId(begun.getId()).build()))
            .getJob();
    count(job);
    for (ImageResult result : job.getResultsList()) {
      if (result.hasImage() && way.fault().isEmpty()) {
        blobs
            .withDeadlineAfter(10, TimeUnit.SECONDS)
            .readBlob(ReadBlobRequest.newBuilder().setBlobId(result.getImage().getBlobId()).build())
            .forEachRemaining(chunk -> sinks.add("blobs", chunk.toByteArray()));
      }
    }
  }

  private void watch(Way way, Job begun, ImageServiceGrpc.ImageServiceBlockingStub images) {
    try {
      images
          .withDeadlineAfter(way.watched())
          .watchJob(
              WatchJobRequest.newBuilder().setJobId(begun.getId()).setIncludePreviews(true).build())
          .forEachRemaining(event -> told("events", event));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
        throw e;
      }
      tell(e);
    }
  }

  private void count(Job job) {
    switch (job.getState()) {
      case STATE_SUCCEEDED -> succeeded.incrementAndGet();
      case STATE_FAILED, STATE_CANCELLED -> failed.incrementAndGet();
      default -> unfinished.incrementAndGet();
    }
  }

  /** Both as text and as bytes. */
  <T extends Message> T told(String sink, T message) {
    sinks.add(sink, message);
    sinks.add(sink, message.toByteArray());
    return message;
  }

  private static QuoteRequest quote(Way way) {
    return way.edit()
        ? QuoteRequest.newBuilder().setEdit(edit(way)).build()
        : QuoteRequest.newBuilder().setGenerate(generate(way)).build();
  }

  private static GenerateRequest generate(Way way) {
    return GenerateRequest.newBuilder()
        .setPrompt(way.prompt())
        .setModel(Way.MODEL)
        .setOptions(options(way))
        .build();
  }

  private static EditRequest edit(Way way) {
    return EditRequest.newBuilder()
        .setPrompt(way.prompt())
        .setModel(Way.MODEL)
        .addImages(ImageSource.newBuilder().setInlineBytes(PICTURE))
        .setOptions(options(way))
        .build();
  }

  private static JobOptions options(Way way) {
    return JobOptions.newBuilder()
        .addProviders(way.provider())
        .setRequestId(UUID.nameUUIDFromBytes(way.toString().getBytes(UTF_8)).toString())
        .setExecutionTimeout(Duration.newBuilder().setSeconds(20))
        .setPreviewCount(way.previews())
        .putLabels("way", way.edit() ? "edit" : "generate")
        .build();
  }
}
