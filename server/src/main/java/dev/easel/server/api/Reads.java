package dev.easel.server.api;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * The images that are being read, each an open file or connection for as long as its reader likes:
 * of those there are never so many that jobs have none. Safe for threads.
 */
final class Reads {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private final BlobStore blobs;
  private final int most;
  private final Semaphore room;

  /** So many at a time at most. */
  Reads(BlobStore blobs, int most) {
    this.blobs = blobs;
    this.most = most;
    this.room = new Semaphore(most);
  }

  /**
   * Begins to read where the offset says.
   *
   * @throws java.nio.file.NoSuchFileException if the blob is gone
   * @throws IOException if it cannot be read
   * @throws Rejection if there is no room
   */
  Read begin(BlobId id, long offset) throws IOException {
    if (!room.tryAcquire()) {
      throw Rejection.until(
          Reason.SERVER_OVERLOADED,
          RETRY_DELAY,
          "%d images are being read, as many as may be at one time".formatted(most));
    }
    try {
      return new Read(blobs.open(id), offset);
    } catch (IOException | RuntimeException e) {
      room.release();
      throw e;
    }
  }

  /** One reading. Not safe for threads. */
  final class Read implements Closeable {
    private final SeekableByteChannel channel;
    private boolean open = true;

    private Read(SeekableByteChannel channel, long offset) throws IOException {
      this.channel = channel;
      try {
        channel.position(offset);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }

    /**
     * Fills the buffer.
     *
     * @throws IOException if there is less, or it cannot be read
     */
    void fill(ByteBuffer chunk) throws IOException {
      while (chunk.hasRemaining()) {
        if (channel.read(chunk) < 0) {
          throw new IOException("the file is shorter than its blob");
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (open) {
        open = false;
        room.release();
        channel.close();
      }
    }
  }
}
