package dev.easel.server.api;

import dev.easel.server.admit.CallerIdentity;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.job.Clockwork;
import dev.easel.v1.BlobServiceGrpc.BlobServiceImplBase;
import dev.easel.v1.DeleteBlobRequest;
import dev.easel.v1.DeleteBlobResponse;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import dev.easel.v1.UploadBlobRequest;
import dev.easel.v1.UploadBlobResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/** The blob service. What it refuses it throws; the status interceptor answers. */
final class BlobGrpcService extends BlobServiceImplBase {
  private final BlobStore blobs;
  private final Uploads uploads;
  private final Reads reads;
  private final ChunkBuffers buffers;
  private final Clockwork clockwork;

  @Inject
  BlobGrpcService(
      BlobStore blobs, Uploads uploads, Reads reads, ChunkBuffers buffers, Clockwork clockwork) {
    this.blobs = blobs;
    this.uploads = uploads;
    this.reads = reads;
    this.buffers = buffers;
    this.clockwork = clockwork;
  }

  @Override
  public void readBlob(ReadBlobRequest request, StreamObserver<ReadBlobResponse> answer) {
    FieldRules rules = new FieldRules();
    if (request.getReadOffset() < 0) {
      rules.broken("read_offset", "is below zero");
    }
    if (request.getReadLimitBytes() < 0) {
      rules.broken("read_limit_bytes", "is below zero");
    }
    Blob blob = named(rules, request.getBlobId());
    long offset = request.getReadOffset();
    if (offset > blob.bytes()) {
      throw Rejection.of(
          Reason.BLOB_OFFSET_PAST_END,
          "the blob has " + blob.bytes() + " bytes, so none after " + offset,
          Map.of("size_bytes", Long.toString(blob.bytes())));
    }
    long limit = request.getReadLimitBytes();
    long length = limit == 0 ? blob.bytes() - offset : Math.min(limit, blob.bytes() - offset);
    ServerCallStreamObserver<ReadBlobResponse> stream =
        (ServerCallStreamObserver<ReadBlobResponse>) answer;
    // Images are compressed already.
    stream.setMessageCompression(false);
    BlobStream sending = new BlobStream(blob, open(blob, offset), length, stream, buffers);
    stream.setOnCancelHandler(sending::close);
    stream.setOnCloseHandler(sending::close);
    stream.setOnReadyHandler(sending::pump);
    sending.pump();
  }

  @Override
  public StreamObserver<UploadBlobRequest> uploadBlob(StreamObserver<UploadBlobResponse> answer) {
    return uploads.open(
        CallerIdentity.caller(), (ServerCallStreamObserver<UploadBlobResponse>) answer);
  }

  /**
   * Idempotent in what it does, not in what it says: as AIP-135 has it, and as DeleteJob does, what
   * is not there is NOT_FOUND, the second time too.
   */
  @Override
  public void deleteBlob(DeleteBlobRequest request, StreamObserver<DeleteBlobResponse> answer) {
    Blob blob = named(new FieldRules(), request.getBlobId());
    if (blob.purpose() != BlobPurpose.UPLOAD) {
      throw Rejection.of(
          Reason.BLOB_BELONGS_TO_JOB,
          "the blob is a job's and goes with it: use DeleteJob",
          Map.of("blob_id", blob.id().value()));
    }
    try {
      blobs.delete(blob.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answer.onNext(DeleteBlobResponse.getDefaultInstance());
    answer.onCompleted();
  }

  /** The caller's blob, once nothing is wrong with the request that names it. */
  private Blob named(FieldRules rules, String id) {
    if (id.isEmpty()) {
      rules.broken("blob_id", "is missing");
    }
    if (!rules.violations().isEmpty()) {
      throw Rejection.of(rules.violations(), Map.of());
    }
    return find(CallerIdentity.caller(), id);
  }

  private Blob find(Caller caller, String id) {
    try {
      Optional<Blob> blob = BlobId.isValid(id) ? blobs.find(new BlobId(id)) : Optional.empty();
      return blob.filter(found -> found.owner().equals(caller))
          .filter(found -> found.expireTime().isAfter(clockwork.now()))
          .orElseThrow(BlobGrpcService::notFound);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reads.Read open(Blob blob, long offset) {
    try {
      return reads.begin(blob.id(), offset);
    } catch (NoSuchFileException e) {
      throw notFound();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rejection notFound() {
    return Rejection.of(Reason.BLOB_NOT_FOUND, "no such blob; it may have expired");
  }
}
