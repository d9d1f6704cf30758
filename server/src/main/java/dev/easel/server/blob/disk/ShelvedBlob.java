package dev.easel.server.blob.disk;

import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
   * @throws NoSuchFileException if nothing is, or it was deleted meanwhile
   * @throws DamagedBlobException if that is not what was written
   */
  Blob known() throws IOException {
    if (!facts.isAbsent()) {
      return facts.read(id);
    }
    try (FileChannel file = FileChannel.open(bytes, StandardOpenOption.READ)) {
      return following(file);
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
    if (facts.isAbsent()) {
      return following(file).bytes();
    }
    long length = facts.read(id).bytes();
    if (length < 0 || length > file.size()) {
      throw new DamagedBlobException(
          id, "it has %d of %d bytes".formatted(file.size(), length), null);
    }
    return length;
  }

  /** What follows its bytes; a pin that is deleted while it is read has facts there no longer. */
  private Blob following(FileChannel file) throws IOException {
    try {
      return Trailer.read(file, id);
    } catch (DamagedBlobException e) {
      throw hasBytes() ? e : new NoSuchFileException(bytes.toString());
    }
  }

  /** The bytes first: what is known of them must not give way to what follows them. */
  void delete() throws IOException {
    Files.deleteIfExists(bytes);
    facts.delete();
  }
}
