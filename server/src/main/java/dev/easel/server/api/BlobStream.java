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

  /** So that the transport has some to send while the next are read. */
  private static final int AHEAD = 4 * ChunkBuffers.LENGTH;

  private final Blob blob;
  private final Reads.Read read;
  private final ServerCallStreamObserver<ReadBlobResponse> stream;
  private final ChunkBuffers buffers;
  private long left;
  private boolean first = true;
  private boolean over;

  /** The reading stands at the first byte to send, and is closed at the end. */
  BlobStream(
      Blob blob,
      Reads.Read read,
      long length,
      ServerCallStreamObserver<ReadBlobResponse> stream,
      ChunkBuffers buffers) {
    this.blob = blob;
    this.read = read;
    this.left = length;
    this.stream = stream;
    this.buffers = buffers;
    read.onGivingWay(this::giveWay);
    if (read.mayRunAhead()) {
      stream.setOnReadyThreshold(AHEAD);
    }
  }

  private synchronized void giveWay(Rejection why) {
    if (!over) {
      end();
      stream.onError(Statuses.of(why));
    }
  }

  /** Sends while the transport is ready. */
  synchronized void pump() {
    if (over || !stream.isReady()) {
      return;
    }
    ByteBuffer buffer = buffers.take();
    try {
      while (!over && stream.isReady()) {
        sendNext(buffer);
      }
    } catch (IOException | RuntimeException e) {
      log.warn("blob {} could not be sent whole", blob.id(), e);
      end();
      stream.onError(Statuses.of(rejection(e)));
    } catch (Error e) {
      // As when the transport has no memory left: it has ended the call.
      end();
      throw e;
    } finally {
      buffers.giveBack(buffer);
    }
  }

  private static Rejection rejection(Exception why) {
    return why instanceof UnreachableBlobsException
        ? StatusInterceptor.blobsUnreachable()
        : StatusInterceptor.blobCorrupt();
  }

  /** The reader has gone, or has been sent all there was to send. */
  synchronized void close() {
    over = true;
    try {
      read.close();
    } catch (IOException e) {
      log.debug("blob {} could not be closed", blob.id(), e);
    }
  }

  /** Everything is said, though it may not have left yet. */
  private void end() {
    over = true;
    try {
      read.end();
    } catch (IOException e) {
      log.debug("blob {} could not be closed", blob.id(), e);
    }
  }

  /** The transport has copied a message when its {@code onNext} returns. */
  private void sendNext(ByteBuffer buffer) throws IOException {
    ReadBlobResponse.Builder message = ReadBlobResponse.newBuilder();
    if (first) {
      message.setBlob(ResultWriter.wire(blob));
      first = false;
    }
    if (left > 0) {
      message.setChunk(UnsafeByteOperations.unsafeWrap(next(buffer)));
    }
    stream.onNext(message.build());
    if (left == 0) {
      end();
      stream.onCompleted();
    }
  }

  private ByteBuffer next(ByteBuffer buffer) throws IOException {
    ByteBuffer chunk = buffer.clear().limit((int) Math.min(buffer.capacity(), left));
    read.fill(chunk);
    left -= chunk.position();
    return chunk.flip();
  }
}
