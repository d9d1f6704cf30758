package dev.easel.server.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * There is no room for what is being stored. What was written before stays, and the rest may be
 * written when there is room again.
 */
public final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1;

  /** Less than this, and no file system has room for a piece of an image. */
  private static final long NEXT_TO_NOTHING = 1L << 20;

  /** What Linux, macOS and Windows say of a full disk, and of a quota. */
  private static final String[] SAYINGS = {
    "no space left on device", "not enough space", "quota exceeded"
  };

  DiskFullException(IOException cause) {
    super("there is no room on the disk", cause);
  }

  /** A failure to write this file; as it is if the disk is not full. */
  static IOException or(IOException failure, Path file) {
    return isSaid(failure) || isSeen(file) ? new DiskFullException(failure) : failure;
  }

  private static boolean isSaid(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return Stream.of(SAYINGS).anyMatch(message::contains);
  }

  /** The system may speak another language. */
  private static boolean isSeen(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      return Files.getFileStore(folder).getUsableSpace() < NEXT_TO_NOTHING;
    } catch (IOException e) {
      return false;
    }
  }
}
