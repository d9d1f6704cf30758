package dev.easel.server.blob.disk;

import dev.easel.server.blob.CheckedChannel;
import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.blob.StoredBlob;
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
  StoredBlob known() throws IOException {
    if (!facts.isAbsent()) {
      return facts.read(id);
    }
    try (FileChannel file = FileChannel.open(bytes, StandardOpenOption.READ)) {
      return following(file);
    }
  }

  /** Its bytes, without what follows them, and held to their checksum. */
  SeekableByteChannel open() throws IOException {
    FileChannel file = FileChannel.open(bytes, StandardOpenOption.READ);
    try {
      StoredBlob whole = whole(file);
      return CheckedChannel.of(new LimitedChannel(file, whole.blob().bytes()), id, whole.crc32c());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** What is known of it, if so many bytes are there. */
  private StoredBlob whole(FileChannel file) throws IOException {
    if (facts.isAbsent()) {
      return following(file);
    }
    StoredBlob stored = facts.read(id);
    long length = stored.blob().bytes();
    if (length < 0 || length > file.size()) {
      throw new DamagedBlobException(
          id, "it has %d of %d bytes".formatted(file.size(), length), null);
    }
    return stored;
  }

  /** What follows its bytes; a pin that is deleted while it is read has facts there no longer. */
  private StoredBlob following(FileChannel file) throws IOException {
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
