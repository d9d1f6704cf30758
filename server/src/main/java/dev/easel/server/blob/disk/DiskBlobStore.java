package dev.easel.server.blob.disk;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.blob.UploadedContent;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as files, each with the bytes and what is known of them, so that bytes in their place are
 * always known.
 */
public final class DiskBlobStore implements BlobStore {
  private static final Logger log = LoggerFactory.getLogger(DiskBlobStore.class);

  private final BlobFolder folder;
  private final UploadIndex uploads;
  private final Identifiers identifiers;

  /** Those that the log has named. */
  private final Set<BlobId> damaged = ConcurrentHashMap.newKeySet();

  /**
   * Opens the store, making its folder if there is none.
   *
   * @throws IOException if the folder cannot be made or written
   */
  public DiskBlobStore(Path folder, Identifiers identifiers) throws IOException {
    this.folder = BlobFolder.open(folder);
    this.uploads = new UploadIndex(this.folder);
    this.identifiers = identifiers;
  }

  @Override
  public BlobWriter create(Caller owner, BlobPurpose purpose, Instant expireTime)
      throws IOException {
    return new DiskBlobWriter(folder, uploads, identifiers.blob(), owner, purpose, expireTime);
  }

  @Override
  public Blob pin(BlobId id, Instant expireTime) throws IOException {
    return new Pin(folder, identifiers.blob(), expireTime).of(id);
  }

  @Override
  public Optional<Blob> find(BlobId id) throws IOException {
    ShelvedBlob shelved = folder.at(id);
    if (!shelved.hasBytes()) {
      return Optional.empty();
    }
    try {
      return Optional.of(shelved.known().blob());
    } catch (NoSuchFileException e) {
      // Deleted between the two looks.
      return Optional.empty();
    }
  }

  @Override
  public Optional<Blob> findUpload(Caller owner, String sha256, Instant until) throws IOException {
    UploadedContent content = new UploadedContent(owner, sha256);
    Optional<BlobId> id = uploads.find(content);
    // The index is a hint; what is true stands with the bytes.
    return (id.isPresent() ? findWhole(id.get()) : Optional.<Blob>empty())
        .filter(content::isIn)
        .filter(blob -> blob.expireTime().isAfter(until));
  }

  /** What is damaged is uploaded again. */
  private Optional<Blob> findWhole(BlobId id) throws IOException {
    try {
      return find(id);
    } catch (DamagedBlobException e) {
      log.warn("an upload is not found by its content: {}", e.getMessage(), e);
      return Optional.empty();
    }
  }

  @Override
  public SeekableByteChannel open(BlobId id) throws IOException {
    return folder.at(id).open();
  }

  @Override
  public void delete(BlobId id) throws IOException {
    forgetContent(id);
    folder.at(id).delete();
  }

  private void forgetContent(BlobId id) {
    try {
      uploads.remove(folder.at(id).known().blob());
    } catch (NoSuchFileException e) {
      log.debug("nothing is known of blob {}", id);
    } catch (IOException e) {
      log.warn("the index may still name blob {}, which is harmless", id, e);
    }
  }

  @Override
  public Set<BlobId> kept() throws IOException {
    return folder.ids();
  }

  @Override
  public int deleteExpired(Instant now) throws IOException {
    int deleted = 0;
    for (BlobId id : folder.ids()) {
      try {
        if (!folder.at(id).known().blob().expireTime().isAfter(now)) {
          delete(id);
          deleted++;
        }
      } catch (NoSuchFileException e) {
        log.debug("blob {} went while it was looked at", id);
      } catch (IOException e) {
        if (damaged.add(id)) {
          log.warn("blob {} stays: {}", id, e.getMessage());
        }
      }
    }
    uploads.deleteStale();
    return deleted;
  }
}
