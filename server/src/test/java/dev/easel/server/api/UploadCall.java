package dev.easel.server.api;

import com.google.protobuf.ByteString;
import dev.easel.server.Refusal;
import dev.easel.v1.Blob;
import dev.easel.v1.BlobHeader;
import dev.easel.v1.BlobServiceGrpc.BlobServiceStub;
import dev.easel.v1.UploadBlobRequest;
import dev.easel.v1.UploadBlobResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One upload from the caller's side, message by message. */
public final class UploadCall
    implements ClientResponseObserver<UploadBlobRequest, UploadBlobResponse> {
  private final CompletableFuture<Blob> answer = new CompletableFuture<>();
  private @Nullable ClientCallStreamObserver<UploadBlobRequest> stream;

  private UploadCall() {}

  /** Begins one. */
  public static UploadCall begin(BlobServiceStub stub) {
    UploadCall call = new UploadCall();
    stub.uploadBlob(call);
    return call;
  }

  UploadCall header(long bytes, byte[] sha256) {
    return send(
        UploadBlobRequest.newBuilder()
            .setHeader(
                BlobHeader.newBuilder().setSizeBytes(bytes).setSha256(ByteString.copyFrom(sha256)))
            .build());
  }

  /** Tells of so many bytes. */
  public UploadCall header(long bytes) {
    return header(bytes, new byte[0]);
  }

  /** Sends bytes. */
  public UploadCall chunk(byte[] bytes) {
    return send(UploadBlobRequest.newBuilder().setChunk(ByteString.copyFrom(bytes)).build());
  }

  UploadCall chunks(byte[] bytes, int size) {
    ByteString all = ByteString.copyFrom(bytes);
    for (int at = 0; at < all.size(); at += size) {
      ByteString chunk = all.substring(at, Math.min(all.size(), at + size));
      send(UploadBlobRequest.newBuilder().setChunk(chunk).build());
    }
    return this;
  }

  UploadCall send(UploadBlobRequest message) {
    stream().onNext(message);
    return this;
  }

  /** Says that there is no more. */
  public UploadCall end() {
    stream().onCompleted();
    return this;
  }

  void cancel() {
    stream().cancel("the caller went", null);
  }

  /** What became of it. */
  public Blob blob() throws InterruptedException, TimeoutException {
    try {
      return answer.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the upload was refused", e);
    }
  }

  Refusal refusal() throws InterruptedException, TimeoutException {
    try {
      throw new AssertionError("the upload was taken: " + answer.get(30, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StatusRuntimeException refused) {
        return new Refusal(refused);
      }
      throw new AssertionError("the upload failed in another way", e);
    }
  }

  private ClientCallStreamObserver<UploadBlobRequest> stream() {
    if (stream == null) {
      throw new IllegalStateException("the call has not begun");
    }
    return stream;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<UploadBlobRequest> requests) {
    stream = requests;
  }

  @Override
  public void onNext(UploadBlobResponse response) {
    answer.complete(response.getBlob());
  }

  @Override
  public void onError(Throwable thrown) {
    answer.completeExceptionally(thrown);
  }

  @Override
  public void onCompleted() {
    answer.completeExceptionally(new AssertionError("the call ended without an answer"));
  }
}
