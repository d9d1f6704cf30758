package dev.easel.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a server keeps its data in: its own while it runs. One that it makes is readable
 * by nobody else; one that was there keeps the permissions that it has.
 */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens the folder, made if need be, and proves that it can be written before anything is bought.
   *
   * @throws IOException if it cannot be made or written, or another server has it; the message says
   *     what to do
   */
  static DataFolder open(Path path) throws IOException {
    try {
      make(path);
      Path file = path.resolve("lock");
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new InUseException(path);
      }
      prove(path);
      return new DataFolder(path, channel);
    } catch (InUseException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(path + " cannot be written: " + e + "; name another with --data", e);
    }
  }

  private static void make(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(path);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void prove(Path path) throws IOException {
    Path probe = Files.createTempFile(path, "probe", "");
    Files.delete(probe);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static final class InUseException extends IOException {
    private static final long serialVersionUID = 1;

    InUseException(Path path) {
      super(path + " is used by another server; name another folder with --data");
    }
  }
}
