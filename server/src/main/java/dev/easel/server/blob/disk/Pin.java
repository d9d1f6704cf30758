package dev.easel.server.blob.disk;

import dev.easel.server.blob.StoredBlob;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * A second name for a blob's bytes, by which they outlive the first: a hard link, or a copy on a
 * disk that has none. What a crash leaves of it stands among the unfinished files.
 *
 * @param id the second name
 * @param expireTime when that is forgotten
 */
record Pin(BlobFolder folder, BlobId id, Instant expireTime) {
  Blob of(BlobId pinned) throws IOException {
    Path unfinished = folder.unfinished(id);
    try {
      // The bytes first: once they are linked, nobody can take them away.
      link(unfinished, folder.at(pinned).bytes());
      StoredBlob stored = folder.at(pinned).known().pinned(id, expireTime);
      folder.shelveBesideFacts(unfinished, stored);
      return stored.blob();
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void link(Path unfinished, Path bytes) throws IOException {
    try {
      Files.createLink(unfinished, bytes);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      // No hard links here, or no more to this file.
      Files.copy(bytes, unfinished);
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }
}
