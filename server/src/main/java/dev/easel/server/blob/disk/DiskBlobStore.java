package dev.easel.server.blob.disk;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as files: one with the bytes and one with what is known of them, which is written first, so
 * that bytes in their final place are always known.
 */
public final class DiskBlobStore implements BlobStore {
  private static final Logger log = LoggerFactory.getLogger(DiskBlobStore.class);

  private final BlobFolder folder;
  private final Identifiers identifiers;

  /**
   * Opens the store, making its folder if there is none.
   *
   * @throws IOException if the folder cannot be made or written
   */
  public DiskBlobStore(Path folder, Identifiers identifiers) throws IOException {
    this.folder = BlobFolder.open(folder);
    this.identifiers = identifiers;
  }

  @Override
  public BlobWriter create(Caller owner, Instant expireTime) throws IOException {
    return new DiskBlobWriter(folder, identifiers.blob(), owner, expireTime);
  }

  @Override
  public Optional<Blob> find(BlobId id) throws IOException {
    if (!Files.exists(folder.bytes(id))) {
      return Optional.empty();
    }
    try {
      return Optional.of(BlobFacts.read(folder.facts(id), id));
    } catch (NoSuchFileException e) {
      // Deleted between the two looks.
      return Optional.empty();
    }
  }

  @Override
  public SeekableByteChannel open(BlobId id) throws IOException {
    return Files.newByteChannel(folder.bytes(id));
  }

  @Override
  public void delete(BlobId id) throws IOException {
    Files.deleteIfExists(folder.bytes(id));
    Files.deleteIfExists(folder.facts(id));
  }

  @Override
  public int deleteExpired(Instant now) throws IOException {
    int deleted = 0;
    for (BlobId id : folder.ids()) {
      try {
        if (!BlobFacts.read(folder.facts(id), id).expireTime().isAfter(now)) {
          delete(id);
          deleted++;
        }
      } catch (NoSuchFileException e) {
        log.debug("blob {} went while it was looked at", id);
      } catch (IOException e) {
        log.warn("blob {} stays: {}", id, e.getMessage());
      }
    }
    return deleted;
  }
}
