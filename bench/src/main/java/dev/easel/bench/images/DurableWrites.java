package dev.easel.bench.images;

import dev.easel.bench.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What a disk asks for one job, whoever writes: an image and its facts, each written, flushed and
 * put in its place, the folder's names flushed, and the store's commits.
 */
final class DurableWrites implements AutoCloseable {
  /** Accepted, sent, the image there, over. */
  private static final int COMMITS = 4;

  private static final int PAGE = 4 * Bench.KIB;

  private final Path folder;
  private final FileChannel log;

  DurableWrites(Path scratch) throws IOException {
    this.folder = Files.createTempDirectory(scratch, "writes");
    this.log =
        FileChannel.open(
            folder.resolve("log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Writes what one job leaves; returns how long that took, in milliseconds. */
  double write(int number, byte[] image) throws IOException {
    long begun = System.nanoTime();
    commits(2);
    place(number + ".image", image);
    place(number + ".facts", new byte[512]);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
    commits(COMMITS - 2);
    return (System.nanoTime() - begun) / 1e6;
  }

  private void commits(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      log.write(ByteBuffer.wrap(new byte[2 * PAGE]));
      log.force(false);
    }
  }

  private void place(String name, byte[] bytes) throws IOException {
    Path unfinished = folder.resolve("unfinished");
    try (FileChannel channel =
        FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    log.close();
    Folders.delete(folder);
  }
}
