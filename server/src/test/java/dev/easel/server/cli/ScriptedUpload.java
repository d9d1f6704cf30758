package dev.easel.server.cli;

import com.google.protobuf.ByteString;
import dev.easel.v1.BlobHeader;
import dev.easel.v1.UploadBlobRequest;
import dev.easel.v1.UploadBlobResponse;
import io.grpc.stub.StreamObserver;

/** One upload that came, answered by script at its header or at its end. */
final class ScriptedUpload implements StreamObserver<UploadBlobRequest> {
  private final ScriptedBlobs blobs;
  private final StreamObserver<UploadBlobResponse> observer;
  private BlobHeader header = BlobHeader.getDefaultInstance();
  private ByteString bytes = ByteString.EMPTY;
  private int largestChunk;

  ScriptedUpload(ScriptedBlobs blobs, StreamObserver<UploadBlobResponse> observer) {
    this.blobs = blobs;
    this.observer = observer;
  }

  @Override
  public synchronized void onNext(UploadBlobRequest message) {
    if (message.hasHeader()) {
      header = message.getHeader();
      if (!blobs.earlyUploads.isEmpty()) {
        blobs.earlyUploads.answer(this, observer);
      }
      return;
    }
    bytes = bytes.concat(message.getChunk());
    largestChunk = Math.max(largestChunk, message.getChunk().size());
  }

  @Override
  public void onError(Throwable gone) {
    // The sender left; what it sent is looked at all the same.
  }

  @Override
  public void onCompleted() {
    blobs.uploads.answer(this, observer);
  }

  synchronized BlobHeader header() {
    return header;
  }

  synchronized ByteString bytes() {
    return bytes;
  }

  synchronized int largestChunk() {
    return largestChunk;
  }
}
