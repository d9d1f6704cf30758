package dev.easel.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What a disk does by itself: a page is appended, flushed, and the next one. */
final class Flushes {
  private static final int PAGE = 4_096;

  private final Path file;

  Flushes(Path file) {
    this.file = file;
  }

  double perSecond(Duration time) throws IOException {
    ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      long begun = System.nanoTime();
      long flushes = 0;
      while (System.nanoTime() - begun < time.toNanos()) {
        channel.write(page.clear());
        channel.force(false);
        flushes++;
      }
      return flushes * 1e9 / (System.nanoTime() - begun);
    }
  }
}
