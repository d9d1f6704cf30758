package dev.easel.server.blob.disk;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a blob is, or would be.
 *
 * @param bytes the file that begins with its bytes
 * @param facts what is known of it, where that stands beside them
 */
record ShelvedBlob(BlobId id, Path bytes, FactsFile facts) {
  boolean hasBytes() {
    return Files.exists(bytes);
  }

  /**
   * What is known of it.
   *
   * @throws java.nio.file.NoSuchFileException if nothing is
   */
  Blob known() throws IOException {
    if (facts.exists()) {
      return facts.read(id);
    }
    try (FileChannel file = FileChannel.open(bytes, StandardOpenOption.READ)) {
      return Trailer.read(file, id).blob();
    }
  }

  /** Its bytes, without what follows them. */
  SeekableByteChannel open() throws IOException {
    FileChannel file = FileChannel.open(bytes, StandardOpenOption.READ);
    try {
      return new LimitedChannel(file, length(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private long length(FileChannel file) throws IOException {
    return facts.exists() ? facts.read(id).bytes() : Trailer.read(file, id).image();
  }

  /** The bytes first: what is known of them must not give way to what follows them. */
  void delete() throws IOException {
    Files.deleteIfExists(bytes);
    facts.delete();
  }
}
