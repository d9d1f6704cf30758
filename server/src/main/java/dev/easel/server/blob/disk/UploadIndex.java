package dev.easel.server.blob.disk;

import dev.easel.server.blob.UploadedContent;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which upload holds a content: one small file for each owner and digest, named by a hash of both,
 * with the name of the blob in it. Only a hint, so it is neither forced to disk nor read at start:
 * a lost entry costs one more upload, and a stale one names a blob that is no longer found.
 */
final class UploadIndex {
  private static final Logger log = LoggerFactory.getLogger(UploadIndex.class);

  private final BlobFolder folder;

  UploadIndex(BlobFolder folder) {
    this.folder = folder;
  }

  /** Remembers a blob that is durable by now, in place of an older one of the same content. */
  void add(Blob blob) {
    if (blob.purpose() != BlobPurpose.UPLOAD) {
      return;
    }
    Path unfinished = folder.unfinished(blob.id() + ".entry");
    try {
      Files.writeString(unfinished, blob.id().value());
      Files.move(unfinished, entry(UploadedContent.of(blob)), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      log.warn("upload {} will not be found by its content", blob.id(), e);
    }
  }

  /** Forgets a blob, unless another of the same content took its place. */
  void remove(Blob blob) throws IOException {
    if (blob.purpose() != BlobPurpose.UPLOAD) {
      return;
    }
    Path entry = entry(UploadedContent.of(blob));
    if (read(entry).filter(blob.id()::equals).isPresent()) {
      Files.deleteIfExists(entry);
    }
  }

  /** The upload that may hold a content. */
  Optional<BlobId> find(UploadedContent content) throws IOException {
    return read(entry(content));
  }

  /** Drops the entries of blobs that are no longer there. */
  void deleteStale() throws IOException {
    for (Path entry : BlobFolder.list(folder.uploads())) {
      Optional<BlobId> id = read(entry);
      if (id.isEmpty() || !folder.at(id.get()).hasBytes()) {
        Files.deleteIfExists(entry);
      }
    }
  }

  private static Optional<BlobId> read(Path entry) throws IOException {
    try {
      return Optional.of(Files.readString(entry, StandardCharsets.ISO_8859_1))
          .filter(BlobId::isValid)
          .map(BlobId::new);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path entry(UploadedContent content) {
    return folder.uploads().resolve(content.entry());
  }
}
