package dev.easel.server.blob.disk;

import dev.easel.server.blob.StoredBlob;
import dev.easel.server.domain.BlobId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Where the files of the blobs are. Safe for threads.
 *
 * @param durable shelves whose names this process has made durable
 */
record BlobFolder(Path root, Set<Path> durable) {
  private static final int SHELF_NAME = 2;
  private static final String BYTES = ".image";
  private static final String FACTS = ".facts";
  private static final String UNFINISHED = "unfinished";
  private static final String UPLOADS = "uploads";

  /** Opens the folder and clears away what an earlier process left unfinished. */
  static BlobFolder open(Path root) throws IOException {
    BlobFolder folder = new BlobFolder(root, ConcurrentHashMap.newKeySet());
    Files.createDirectories(root.resolve(UNFINISHED));
    Files.createDirectories(folder.uploads());
    for (Path file : list(root.resolve(UNFINISHED))) {
      Files.delete(file);
    }
    return folder;
  }

  ShelvedBlob at(BlobId id) {
    Path shelf = shelf(id);
    return new ShelvedBlob(id, shelf.resolve(id + BYTES), new FactsFile(shelf.resolve(id + FACTS)));
  }

  Path unfinished(BlobId id) {
    return unfinished(id.value());
  }

  Path unfinished(String name) {
    return root.resolve(UNFINISHED).resolve(name);
  }

  /** The folder of the index of uploads. */
  Path uploads() {
    return root.resolve(UPLOADS);
  }

  /** Makes a blob of unfinished bytes, which are durable with what is known of them. */
  void shelve(Path unfinished, BlobId id) throws IOException {
    Path shelf = makeShelf(id);
    Files.move(unfinished, at(id).bytes(), StandardCopyOption.ATOMIC_MOVE);
    force(shelf);
  }

  /** Makes a blob of bytes that are another's, too: known before they are in their place. */
  void shelveBesideFacts(Path unfinished, StoredBlob stored) throws IOException {
    BlobId id = stored.blob().id();
    makeShelf(id);
    at(id).facts().write(unfinished(id + FACTS), stored);
    try {
      shelve(unfinished, id);
    } catch (IOException e) {
      // Neither is of use to anybody, and without its facts it would pass for the other blob.
      at(id).delete();
      throw e;
    }
  }

  /** The folder that holds a blob, made if need be: a few hundred keep each one short. */
  private Path makeShelf(BlobId id) throws IOException {
    Path shelf = shelf(id);
    // One that is there may be another thread's, which has not come to make its name durable.
    if (!durable.contains(shelf) || !Files.isDirectory(shelf)) {
      Files.createDirectories(shelf);
      force(root);
      durable.add(shelf);
    }
    return shelf;
  }

  /** Every blob of which anything is known, whole or not. */
  Set<BlobId> ids() throws IOException {
    Set<BlobId> ids = new HashSet<>();
    for (Path shelf : list(root)) {
      if (isShelf(shelf)) {
        list(shelf).stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(BYTES) || name.endsWith(FACTS))
            .map(name -> name.substring(0, name.indexOf('.')))
            .filter(BlobId::isValid)
            .map(BlobId::new)
            .forEach(ids::add);
      }
    }
    return ids;
  }

  private static boolean isShelf(Path path) {
    return path.getFileName().toString().length() == SHELF_NAME && Files.isDirectory(path);
  }

  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Makes the names in a folder durable. */
  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path shelf(BlobId id) {
    return root.resolve(id.value().substring(0, SHELF_NAME));
  }
}
