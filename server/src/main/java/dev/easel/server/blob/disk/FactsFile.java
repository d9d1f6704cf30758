package dev.easel.server.blob.disk;

import dev.easel.server.blob.StoredBlob;
import dev.easel.server.domain.BlobId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file beside a blob's bytes that says what is known of it, and counts more than what follows
 * them: where they are another blob's, too, and where an earlier version of this program stored it.
 */
record FactsFile(Path path) {
  /** Whether there is surely none. */
  boolean isAbsent() throws IOException {
    // Files.notExists makes an exception, with its stack, of what is nearly always so.
    return path.getFileSystem().provider().readAttributesIfExists(path, BasicFileAttributes.class)
        == null;
  }

  StoredBlob read(BlobId id) throws IOException {
    return BlobFacts.read(Files.readAllBytes(path), id);
  }

  /**
   * Puts the facts in their place whole or not at all: a full disk would else leave half of them.
   *
   * @param unfinished where they are written first; nothing stays there
   */
  void write(Path unfinished, StoredBlob stored) throws IOException {
    try {
      writeTo(unfinished, ByteBuffer.wrap(BlobFacts.text(stored)));
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void writeTo(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
