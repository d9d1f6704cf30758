package dev.easel.server.cli;

import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import dev.easel.v1.UploadBlobRequest;
import dev.easel.v1.UploadBlobResponse;
import io.grpc.stub.StreamObserver;

/** A blob service by script. */
final class ScriptedBlobs extends BlobServiceGrpc.BlobServiceImplBase {
  final Scripts<ReadBlobRequest, ReadBlobResponse> reads = new Scripts<>();

  final Scripts<ScriptedUpload, UploadBlobResponse> uploads = new Scripts<>();

  /** What is answered to a header alone, while bytes are still coming. */
  final Scripts<ScriptedUpload, UploadBlobResponse> earlyUploads = new Scripts<>();

  @Override
  public StreamObserver<UploadBlobRequest> uploadBlob(StreamObserver<UploadBlobResponse> observer) {
    return new ScriptedUpload(this, observer);
  }

  @Override
  public void readBlob(ReadBlobRequest request, StreamObserver<ReadBlobResponse> observer) {
    reads.answer(request, observer);
  }
}
