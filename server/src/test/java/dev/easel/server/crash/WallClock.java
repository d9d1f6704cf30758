package dev.easel.server.crash;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The wall clock of a process that runs with the library clock.c. */
final class WallClock implements AutoCloseable {
  private static final Duration STAY = Duration.ofSeconds(5);
  private static final int TEETH = 20;

  private final Path file;
  private final FileChannel channel;
  private final MappedByteBuffer skew;
  private final AtomicInteger jumps = new AtomicInteger();

  /** A clock that is right so far. */
  WallClock(Path file) throws IOException {
    this.file = file;
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    this.skew = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    skew.order(ByteOrder.nativeOrder());
  }

  Path file() {
    return file;
  }

  /** From now on it is wrong by this. */
  void set(Duration wrong) {
    skew.putLong(0, wrong.toNanos());
    jumps.incrementAndGet();
  }

  /** Jumps until it is interrupted. */
  Object jumpAbout() throws InterruptedException {
    while (true) {
      for (Duration wrong :
          List.of(Duration.ofDays(1), Duration.ZERO, Duration.ofHours(-2), Duration.ZERO)) {
        set(wrong);
        Thread.sleep(STAY);
      }
      for (int tooth = 0; tooth < TEETH; tooth++) {
        set(Duration.ofSeconds(tooth % 2 == 0 ? 30 : -30));
        Thread.sleep(STAY.dividedBy(10));
      }
    }
  }

  int jumps() {
    return jumps.get();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
