package dev.easel.server.cli.client;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** A file that takes its name only when it is whole. Closed before that, it is gone. */
final class PartFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final MessageDigest digest;
  private long size;

  private PartFile(Path target, Path part) throws IOException {
    this.target = target;
    this.part = part;
    this.digest = Sha256.digest();
    this.channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  static PartFile of(Path target) throws IOException {
    Path whole = target.toAbsolutePath();
    String name = "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".part";
    Path part = whole.resolveSibling(name);
    Files.deleteIfExists(part);
    return new PartFile(whole, part);
  }

  void write(ByteString chunk) throws IOException {
    for (ByteBuffer buffer : chunk.asReadOnlyByteBufferList()) {
      digest.update(buffer.duplicate());
      while (buffer.hasRemaining()) {
        size += channel.write(buffer);
      }
    }
  }

  long size() {
    return size;
  }

  /** The digest of what was written; asked for once. */
  byte[] digest() {
    return digest.digest();
  }

  void commit(boolean replace) throws IOException {
    channel.force(true);
    channel.close();
    if (replace) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.move(part, target);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }
}
