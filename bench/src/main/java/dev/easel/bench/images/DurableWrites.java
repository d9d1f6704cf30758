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
 * What a disk asks for one job, whoever writes: an image with what is known of it written, flushed
 * and put in its place, the folder's names flushed, and the store's commits.
 */
final class DurableWrites implements AutoCloseable {
  /** Accepted, sent, the image there, over. */
  private static final int COMMITS = 4;

  private static final int FACTS = 512;
  private static final int PAGE = 4 * Bench.KIB;

  private final PageCache cache = new PageCache();
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
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
    commits(COMMITS - 2);
    return (System.nanoTime() - begun) / 1e6;
  }

  /** Gives back the memory of what was written for a job. */
  void leaveMemory(int number) throws IOException {
    cache.forget(folder.resolve(number + ".image"));
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
      write(channel, bytes);
      write(channel, new byte[FACTS]);
      channel.force(true);
    }
    Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
    Folders.delete(folder);
  }
}
