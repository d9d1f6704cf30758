package dev.easel.server.cli.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.easel.v1.Blob;
import dev.easel.v1.BlobHeader;
import dev.easel.v1.UploadBlobRequest;
import dev.easel.v1.UploadBlobResponse;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Brings a file's bytes to the server, a window at a time, and only those it does not have. */
public final class BlobUpload {
  private static final int WINDOW = 64 << 10;

  private final Connection connection;
  private final Time time;

  /** Uploads over a connection. */
  public BlobUpload(Connection connection, Time time) {
    this.connection = connection;
    this.time = time;
  }

  /**
   * Uploads a file, from its start again when the stream was cut.
   *
   * @return the blob, which is an older one when the server had the same bytes
   * @throws IOException if the file cannot be read, or changes meanwhile
   */
  public Blob send(Path file, UploadWatcher watcher)
      throws StatusException, IOException, InterruptedException {
    try (FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
      BlobHeader header = header(content);
      Retries retries = Retries.few(time);
      while (true) {
        try {
          return sendOnce(file, content, header, watcher);
        } catch (StatusException e) {
          retries.waitOrThrow(e);
        }
      }
    }
  }

  private static BlobHeader header(FileChannel content) throws IOException {
    MessageDigest digest = Sha256.digest();
    ByteBuffer window = ByteBuffer.allocate(WINDOW);
    long size = 0;
    for (int read = content.read(window, 0); read > 0; read = content.read(window, size)) {
      digest.update(window.flip());
      window.clear();
      size += read;
    }
    return BlobHeader.newBuilder()
        .setSizeBytes(size)
        .setSha256(ByteString.copyFrom(digest.digest()))
        .build();
  }

  private Blob sendOnce(Path file, FileChannel content, BlobHeader header, UploadWatcher watcher)
      throws StatusException, IOException, InterruptedException {
    BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call =
        connection.blobs().uploadBlob();
    try {
      boolean wanted = call.write(UploadBlobRequest.newBuilder().setHeader(header).build());
      for (long at = 0; wanted && at < header.getSizeBytes(); ) {
        ByteString chunk = chunk(file, content, at, header.getSizeBytes() - at);
        // Waits until the transport has room; false once the server has answered.
        wanted = call.write(UploadBlobRequest.newBuilder().setChunk(chunk).build());
        at += chunk.size();
        watcher.sent(at, header.getSizeBytes());
      }
      if (wanted) {
        call.halfClose();
      }
      return answer(call);
    } finally {
      call.cancel("the sender left", null);
    }
  }

  private static ByteString chunk(Path file, FileChannel content, long at, long left)
      throws IOException {
    ByteBuffer window = ByteBuffer.allocate((int) Math.min(WINDOW, left));
    if (content.read(window, at) <= 0) {
      throw new IOException(file + " became shorter while it was sent");
    }
    return UnsafeByteOperations.unsafeWrap(window.flip());
  }

  private static Blob answer(BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call)
      throws StatusException, InterruptedException {
    UploadBlobResponse answer = call.read();
    if (answer == null) {
      throw Status.INTERNAL.withDescription("the server named no blob").asException();
    }
    return answer.getBlob();
  }
}
