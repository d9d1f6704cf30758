package dev.easel.server.blob.disk;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Properties;

/** The file beside a blob that says what is known of it: lines of {@code name=value}. */
final class BlobFacts {
  private BlobFacts() {}

  /**
   * Puts the facts in their place whole or not at all: a full disk would else leave half of them.
   *
   * @param unfinished where they are written first; nothing stays there
   */
  static void write(Path unfinished, Path file, Blob blob) throws IOException {
    try {
      write(unfinished, blob);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void write(Path file, Blob blob) throws IOException {
    String text =
        """
        owner=%s
        purpose=%s
        format=%s
        size=%s
        bytes=%d
        sha256=%s
        expire_time=%s
        """
            .formatted(
                escape(blob.owner().name()),
                blob.purpose(),
                blob.format(),
                blob.size(),
                blob.bytes(),
                blob.sha256(),
                blob.expireTime());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  static Blob read(Path file, BlobId id) throws IOException {
    Properties facts = new Properties();
    facts.load(new StringReader(Files.readString(file)));
    try {
      return new Blob(
          id,
          new Caller(required(facts, "owner")),
          // Before purposes were written down there were results only.
          BlobPurpose.valueOf(facts.getProperty("purpose", BlobPurpose.RESULT.name())),
          ImageFormat.valueOf(required(facts, "format")),
          Size.parse(required(facts, "size")),
          Long.parseLong(required(facts, "bytes")),
          required(facts, "sha256"),
          Instant.parse(required(facts, "expire_time")));
    } catch (RuntimeException e) {
      throw new IOException("the facts of blob " + id + " are damaged", e);
    }
  }

  private static String required(Properties facts, String name) {
    String value = facts.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
