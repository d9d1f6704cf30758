package dev.easel.server.api;

import com.google.protobuf.ByteString;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.ImageHeader;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.spi.NotAnImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** The bytes of one upload on their way into the store, held against what its header said. */
final class IncomingBlob implements AutoCloseable {
  private final UploadHeader header;
  private final BlobWriter writer;
  private long received;

  IncomingBlob(UploadHeader header, BlobWriter writer) {
    this.header = header;
    this.writer = writer;
  }

  /**
   * Stores the next bytes.
   *
   * @throws Rejection if they cannot be those that the header spoke of, or no image's
   */
  void write(ByteString chunk) throws IOException {
    if (received + chunk.size() > header.bytes()) {
      throw mismatch(
          "more bytes came than the %d that the header told of".formatted(header.bytes()),
          Map.of("size_bytes", Long.toString(header.bytes())));
    }
    for (ByteBuffer bytes : chunk.asReadOnlyByteBufferList()) {
      if (received == 0) {
        checkBeginning(bytes);
      }
      received += bytes.remaining();
      writer.write(bytes);
    }
  }

  /**
   * Checks size and hash.
   *
   * @return SHA-256 of everything, in lower-case hexadecimal
   */
  String requireWhole() {
    if (received != header.bytes()) {
      throw mismatch(
          "%d bytes came, and the header told of %d".formatted(received, header.bytes()),
          Map.of(
              "size_bytes", Long.toString(header.bytes()),
              "received_bytes", Long.toString(received)));
    }
    String sha256 = writer.sha256();
    if (header.sha256().filter(told -> !told.equals(sha256)).isPresent()) {
      throw mismatch(
          "the bytes have another SHA-256 than the header told: " + sha256,
          Map.of("sha256", sha256));
    }
    return sha256;
  }

  /**
   * Makes the blob durable.
   *
   * @throws Rejection if it is no image that can be a source
   */
  Blob commit() throws IOException {
    try {
      return writer.commit();
    } catch (NotAnImageException e) {
      throw invalid(e);
    }
  }

  private static void checkBeginning(ByteBuffer bytes) {
    try {
      ImageHeader.checkBeginning(bytes);
    } catch (NotAnImageException e) {
      throw invalid(e);
    }
  }

  private static Rejection invalid(NotAnImageException why) {
    return Rejection.of(Reason.SOURCE_IMAGE_INVALID, String.valueOf(why.getMessage()));
  }

  private static Rejection mismatch(String message, Map<String, String> metadata) {
    return Rejection.of(Reason.BLOB_MISMATCH, message, metadata);
  }

  /** Without a commit, nothing is left. */
  @Override
  public void close() throws IOException {
    writer.close();
  }
}
