package dev.easel.bench.images;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Linux's memory of what is in files. A run that stores gigabytes takes as much of it, and a
 * virtual machine is given memory that it never had at 20 us a page or more, which would be
 * measured instead: ten times what it costs to write into memory that was used before.
 */
final class PageCache {
  /** {@code POSIX_FADV_DONTNEED}. */
  private static final int NOT_NEEDED = 4;

  private static final int READ_ONLY = 0;

  private final MethodHandle open;
  private final MethodHandle advise;
  private final MethodHandle close;

  PageCache() {
    Linker.Option variadic = Linker.Option.firstVariadicArg(2);
    this.open = function("open", of(ADDRESS, JAVA_INT), variadic);
    this.advise = function("posix_fadvise", of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    this.close = function("close", of(JAVA_INT));
  }

  private static FunctionDescriptor of(MemoryLayout... arguments) {
    return FunctionDescriptor.of(JAVA_INT, arguments);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
  }

  /**
   * Gives back the memory of a file that is on the disk.
   *
   * @throws IOException if there is no such file, or it stays
   */
  void forget(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = (int) open.invokeExact(arena.allocateFrom(file.toString()), READ_ONLY);
      if (descriptor < 0) {
        throw new IOException("there is no " + file);
      }
      int refusal = (int) advise.invokeExact(descriptor, 0L, 0L, NOT_NEEDED);
      int stays = (int) close.invokeExact(descriptor);
      if (refusal != 0 || stays != 0) {
        throw new IOException(file + " stays in memory: " + refusal);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("the C library throws nothing", e);
    }
  }
}
