package dev.easel.server.store.sqlite;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether there is room for the store: on the disk, and in the quota of whom it belongs to. */
final class Room {
  private static final Logger log = LoggerFactory.getLogger(Room.class);

  /** More than one transaction writes. */
  private static final int TRIED = 16 << 20;

  private static final int WINDOW = 1 << 16;

  /** The quota is exhausted: on Linux, on a Mac. */
  private static final int[] NO_QUOTA = {122, 69};

  private static final int NO_SPACE = 28;

  private final Path probe;

  /** In the folder of the store. */
  Room(Path folder) {
    this.probe = folder.resolve("jobs.probe");
  }

  /**
   * Finds out why something could not be written. SQLite tells a quota from a failed disk by a
   * number that its driver keeps for itself; so as much is written once more, elsewhere.
   */
  boolean isLacking() {
    try {
      fill();
      return false;
    } catch (IOException e) {
      return isLack(e);
    } finally {
      forget();
    }
  }

  private void fill() throws IOException {
    byte[] window = new byte[WINDOW];
    Files.write(probe, window);
    for (int written = WINDOW; written < TRIED; written += WINDOW) {
      Files.write(probe, window, StandardOpenOption.APPEND);
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(probe);
    } catch (IOException e) {
      log.warn("{} stays, and is of no use", probe, e);
    }
  }

  /** Whether it says that there is no room. */
  static boolean isLack(IOException thrown) {
    String said = String.valueOf(thrown.getMessage());
    return IntStream.concat(IntStream.of(NO_SPACE), IntStream.of(NO_QUOTA))
        .mapToObj(Room::text)
        .anyMatch(said::contains);
  }

  /** What the operating system says of an error, in the language that it speaks here. */
  @SuppressWarnings("restricted")
  private static String text(int number) {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle strerror =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("strerror"),
              FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
      MemorySegment text = (MemorySegment) strerror.invokeExact(number);
      return text.reinterpret(Long.MAX_VALUE, arena, null)
          .getString(0, Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    } catch (Throwable e) {
      throw new IllegalStateException("strerror is missing", e);
    }
  }
}
