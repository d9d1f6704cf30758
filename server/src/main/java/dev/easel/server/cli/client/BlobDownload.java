package dev.easel.server.cli.client;

import dev.easel.v1.Image;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Brings one image's bytes into a file: whole and proven, or not at all. */
public final class BlobDownload {
  private final Connection connection;
  private final Time time;

  /** Downloads over a connection. */
  public BlobDownload(Connection connection, Time time) {
    this.connection = connection;
    this.time = time;
  }

  /**
   * Writes an image to a file, going on at the byte where the stream was cut.
   *
   * @param replace whether a file of that name may be replaced
   * @throws IOException if the file cannot be written, or the bytes are not those the server named
   */
  public void save(Image image, Path target, boolean replace)
      throws StatusException, IOException, InterruptedException {
    try (PartFile file = PartFile.of(target)) {
      Retries retries = Retries.patient(time);
      while (!drained(image.getBlobId(), file, retries)) {
        // Cut, and waited: the next read begins at file.size().
      }
      verify(image, file);
      file.commit(replace);
    }
  }

  private boolean drained(String blobId, PartFile file, Retries retries)
      throws StatusException, IOException, InterruptedException {
    BlockingClientCall<?, ReadBlobResponse> call =
        connection
            .blobs()
            .readBlob(
                ReadBlobRequest.newBuilder().setBlobId(blobId).setReadOffset(file.size()).build());
    try {
      for (ReadBlobResponse next = call.read(); next != null; next = call.read()) {
        retries.progressed();
        file.write(next.getChunk());
      }
      return true;
    } catch (StatusException e) {
      retries.waitOrThrow(e);
      return false;
    } finally {
      call.cancel("the reader left", null);
    }
  }

  private static void verify(Image image, PartFile file) throws IOException {
    if (file.size() != image.getSizeBytes()) {
      throw new IOException(
          "blob "
              + image.getBlobId()
              + " has "
              + file.size()
              + " bytes, not the "
              + image.getSizeBytes()
              + " that the server named");
    }
    if (!Arrays.equals(file.digest(), image.getSha256().toByteArray())) {
      throw new IOException(
          "blob " + image.getBlobId() + " does not have the SHA-256 that the server named");
    }
  }
}
