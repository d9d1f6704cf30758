package dev.easel.server.blob.s3;

import dev.easel.http.Answer;
import dev.easel.http.TransportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an object, which come as they are read: from a place on to the end, through a window
 * of 64 KiB, in which going back costs nothing. A reading that breaks off goes on where it was.
 * Used by one thread at a time; may be closed by another.
 */
final class ObjectChannel implements SeekableByteChannel {
  private static final int WINDOW = 64 << 10;

  private static final int PIECE = 8 << 10;

  /** What is nearer than this is read up to rather than asked for. */
  private static final int NEAR = 256 << 10;

  private static final int MOST_FAILURES = 4;

  private final S3Connection connection;
  private final S3Request whole;
  private final Duration atMost;
  private final Answer beginning;
  private final long size;
  private final byte[] piece = new byte[PIECE];
  private final byte[] window = new byte[WINDOW + PIECE];
  private long windowStart;
  private int windowLength;
  private long position;

  /** What comes after the window; the answer's next byte is the one behind it. */
  private volatile @Nullable Answer arriving;

  private volatile boolean open = true;

  private ObjectChannel(
      S3Connection connection, S3Request whole, Duration atMost, Answer arriving, long size) {
    this.connection = connection;
    this.whole = whole;
    this.atMost = atMost;
    this.beginning = arriving;
    this.arriving = arriving;
    this.size = size;
  }

  /** Begins to read an object; empty if there is none. */
  static Optional<ObjectChannel> open(S3Connection connection, S3Request whole, Duration atMost)
      throws IOException {
    Optional<Answer> answer = connection.open(whole, atMost);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    Answer arriving = answer.get();
    if (arriving.length().isEmpty()) {
      arriving.close();
      throw new S3Exception("an object came without its length", false, null);
    }
    return Optional.of(
        new ObjectChannel(connection, whole, atMost, arriving, arriving.length().get()));
  }

  /** What goes along with the object under this name. */
  Optional<String> header(String name) {
    return beginning.header(name);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    checkOpen();
    if (position >= size) {
      return target.hasRemaining() ? -1 : 0;
    }
    if (!inWindow()) {
      fill();
    }
    int from = (int) (position - windowStart);
    int length = Math.min(target.remaining(), windowLength - from);
    target.put(window, from, length);
    position += length;
    return length;
  }

  private boolean inWindow() {
    return position >= windowStart && position < windowStart + windowLength;
  }

  /** Moves the window until the position is in it. */
  private void fill() throws IOException {
    long next = windowStart + windowLength;
    if (position < next || position - next > NEAR) {
      drop();
      windowStart = position;
      windowLength = 0;
    }
    for (int failures = 0; !inWindow(); ) {
      long before = windowStart + windowLength;
      try {
        advance();
      } catch (TransportException e) {
        drop();
        failures = windowStart + windowLength > before ? 1 : failures + 1;
        if (failures >= MOST_FAILURES || !e.passing() || !open) {
          throw open ? S3Connection.unreachable(e) : new ClosedChannelException();
        }
        connection.pause(failures);
      }
    }
  }

  /** Fills the window, or one behind it if it is full. */
  private void advance() throws IOException, TransportException {
    if (windowLength >= WINDOW) {
      windowStart += windowLength;
      windowLength = 0;
    }
    Answer source = arriving();
    long length = Math.min(WINDOW, size - windowStart);
    while (windowLength < length) {
      int count = readPiece(source);
      System.arraycopy(piece, 0, window, windowLength, count);
      windowLength += count;
    }
  }

  private int readPiece(Answer source) throws IOException, TransportException {
    try {
      int count = source.read(piece);
      if (count < 0) {
        throw new S3Exception("an object ended before its end", false, null);
      }
      return count;
    } catch (InterruptedException e) {
      throw S3Connection.interrupted(e);
    }
  }

  private Answer arriving() throws IOException {
    Answer current = arriving;
    if (current != null) {
      return current;
    }
    long from = windowStart + windowLength;
    Answer fresh =
        connection
            .open(whole.with("Range", "bytes=" + from + "-"), atMost)
            .orElseThrow(() -> new NoSuchFileException(whole.address().getPath()));
    arriving = fresh;
    if (fresh.status() != 206 || !open) {
      drop();
      throw open
          ? new S3Exception("the store of images does not give parts of objects", false, null)
          : new ClosedChannelException();
    }
    return fresh;
  }

  private void drop() {
    Answer current = arriving;
    arriving = null;
    if (current != null) {
      current.close();
    }
  }

  @Override
  public long position() throws IOException {
    checkOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    checkOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("a position is not below zero");
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return size;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
    drop();
  }

  private void checkOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
