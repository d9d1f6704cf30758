package dev.easel.server.blob;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.spi.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The key that links are signed with where nobody configures one: in a file that its owner alone
 * can read, so that links outlive the process that made them.
 */
public final class LinkKey {
  private static final int BYTES = 32;
  private static final Pattern SHAPE = Pattern.compile("[\\w-]{43}");
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  /** The key in a file. */
  public LinkKey(Path file) {
    this.file = file;
  }

  /**
   * The key; made durable first if there is none.
   *
   * @param random where a new one comes from; unpredictable
   * @throws IOException if it cannot be read or made; the message says what to do
   */
  public Secret keep(RandomGenerator random) throws IOException {
    if (!Files.exists(file)) {
      make(random);
    }
    if (isPosix()) {
      Files.setPosixFilePermissions(file, PRIVATE);
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (!SHAPE.matcher(text).matches()) {
      throw new IOException(
          file + " is not a key of links; delete it, and links that were given stop working");
    }
    return Secret.of(text);
  }

  private void make(RandomGenerator random) throws IOException {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\n";
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes())) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static FileAttribute<?>[] attributes() {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
