package dev.easel.server.cli;

import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import io.grpc.stub.StreamObserver;

/** A blob service by script. */
final class ScriptedBlobs extends BlobServiceGrpc.BlobServiceImplBase {
  final Scripts<ReadBlobRequest, ReadBlobResponse> reads = new Scripts<>();

  @Override
  public void readBlob(ReadBlobRequest request, StreamObserver<ReadBlobResponse> observer) {
    reads.answer(request, observer);
  }
}
