package dev.easel.server.api;

import com.google.protobuf.UnsafeByteOperations;
import dev.easel.server.blob.UnreachableBlobsException;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.Rejection;
import dev.easel.v1.ReadBlobResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a blob in chunks, each read only when the transport is ready for it. */
final class BlobStream {
  private static final Logger log = LoggerFactory.getLogger(BlobStream.class);
  private static final int CHUNK = 64 << 10;

  /** So that the transport has some to send while the next are read. */
  private static final int AHEAD = 4 * CHUNK;

  private final Blob blob;
  private final Reads.Read read;
  private final ServerCallStreamObserver<ReadBlobResponse> stream;
  private long left;
  private boolean first = true;
  private boolean over;

  /** The reading stands at the first byte to send, and is closed at the end. */
  BlobStream(
      Blob blob, Reads.Read read, long length, ServerCallStreamObserver<ReadBlobResponse> stream) {
    this.blob = blob;
    this.read = read;
    this.left = length;
    this.stream = stream;
    read.onGivingWay(this::giveWay);
    if (read.mayRunAhead()) {
      stream.setOnReadyThreshold(AHEAD);
    }
  }

  private synchronized void giveWay(Rejection why) {
    if (!over) {
      close();
      stream.onError(Statuses.of(why));
    }
  }

  /** Sends while the transport is ready. */
  synchronized void pump() {
    try {
      while (!over && stream.isReady()) {
        sendNext();
      }
    } catch (IOException | RuntimeException e) {
      log.warn("blob {} could not be sent whole", blob.id(), e);
      close();
      stream.onError(Statuses.of(rejection(e)));
    }
  }

  private static Rejection rejection(Exception why) {
    return why instanceof UnreachableBlobsException
        ? StatusInterceptor.blobsUnreachable()
        : StatusInterceptor.blobCorrupt();
  }

  /** Ends without a word: the reader has gone, or everything is said. */
  synchronized void close() {
    over = true;
    try {
      read.close();
    } catch (IOException e) {
      log.debug("blob {} could not be closed", blob.id(), e);
    }
  }

  private void sendNext() throws IOException {
    ReadBlobResponse.Builder message = ReadBlobResponse.newBuilder();
    if (first) {
      message.setBlob(ResultWriter.wire(blob));
      first = false;
    }
    if (left > 0) {
      message.setChunk(UnsafeByteOperations.unsafeWrap(next()));
    }
    stream.onNext(message.build());
    if (left == 0) {
      close();
      stream.onCompleted();
    }
  }

  private ByteBuffer next() throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, left));
    read.fill(chunk);
    left -= chunk.capacity();
    return chunk.flip();
  }
}
