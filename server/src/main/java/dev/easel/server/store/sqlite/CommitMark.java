package dev.easel.server.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * How many commits were acknowledged, in a file of its own: where SQLite's log is cut or damaged,
 * SQLite takes what is before for all there ever was, and this file knows better. It is written
 * after each commit and not flushed; after a power failure it may name fewer commits than there
 * are, never more.
 */
final class CommitMark implements AutoCloseable {
  private static final int SIZE = 2 * Long.BYTES;

  private final FileChannel channel;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE);
  private OptionalLong owed = OptionalLong.empty();

  private CommitMark(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * What the file says.
   *
   * @return empty if there is no such file
   * @throws UnusableStoreException if it is damaged
   */
  static OptionalLong read(Path file) throws IOException, UnusableStoreException {
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    if (bytes.remaining() == SIZE) {
      long commits = bytes.getLong();
      if (bytes.getLong() == checksum(commits)) {
        return OptionalLong.of(commits);
      }
    }
    throw new UnusableStoreException(
        ("%s is damaged. It tells whether the jobs' database beside it is whole; if you know that"
                + " it is, delete %s and start again")
            .formatted(file, file.getFileName()));
  }

  /** Opens the file, made whole if there is none. */
  static CommitMark open(Path file) throws IOException {
    if (!Files.exists(file)) {
      make(file);
    }
    return new CommitMark(FileChannel.open(file, StandardOpenOption.WRITE));
  }

  private static void make(Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    try (CommitMark mark =
        new CommitMark(
            FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      mark.put(0);
      mark.channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Says that so many commits were made; where there is no room to say it, later. */
  void write(long commits) throws IOException {
    try {
      put(commits);
    } catch (IOException e) {
      if (!Room.isLack(e)) {
        throw e;
      }
      owed = OptionalLong.of(commits);
    }
  }

  /**
   * Says what there was no room to say. To be called before more is committed, so that no more than
   * one transaction goes unsaid.
   */
  void catchUp() throws IOException {
    if (owed.isPresent()) {
      put(owed.getAsLong());
      owed = OptionalLong.empty();
    }
  }

  private void put(long commits) throws IOException {
    bytes.clear().putLong(commits).putLong(checksum(commits)).flip();
    channel.write(bytes, 0);
  }

  private static long checksum(long commits) {
    return new Checksum().add(commits).value();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
