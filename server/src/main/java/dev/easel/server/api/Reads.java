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
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The images that are being read, each an open file or connection for as long as its reader likes,
 * and memory for as long as the transport has something of it that its reader does not take: of
 * those there are never so many that jobs have none. Where there is no room for another, whoever
 * has stood still for longest gives way. Safe for threads.
 */
final class Reads {
  /** Who reads nothing for as long may be asked to go on later. */
  static final Duration STANDSTILL = Duration.ofMinutes(1);

  /** Whoever stands still holds what was sent ahead, so that few may have that. */
  static final int MOST_AHEAD = 32;

  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private final BlobStore blobs;
  private final int most;
  private final LongSupplier nanos;
  private final Semaphore room;

  /**
   * Room for what those who gave way have not taken, not even that they did: the transport keeps it
   * until they do, or leave.
   */
  private final Semaphore lingering;

  private final Semaphore ahead = new Semaphore(MOST_AHEAD);
  private final Set<Read> open = ConcurrentHashMap.newKeySet();

  /** So many at a time at most. */
  Reads(BlobStore blobs, int most, LongSupplier nanos) {
    this.blobs = blobs;
    this.most = most;
    this.nanos = nanos;
    this.room = new Semaphore(most);
    this.lingering = new Semaphore(Math.max(1, most / 4));
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
      makeRoom();
    }
    try {
      Read read = new Read(blobs.open(id), offset);
      open.add(read);
      return read;
    } catch (IOException | RuntimeException e) {
      room.release();
      throw e;
    }
  }

  private void makeRoom() {
    do {
      Read idlest =
          open.stream()
              .filter(read -> read.rest() > STANDSTILL.toNanos())
              .max(Comparator.comparingLong(Read::rest))
              .orElseThrow(this::overloaded);
      if (!lingering.tryAcquire()) {
        throw overloaded();
      }
      idlest.giveWay();
    } while (!room.tryAcquire());
  }

  private Rejection overloaded() {
    return Rejection.until(
        Reason.SERVER_OVERLOADED,
        RETRY_DELAY,
        "%d images are being read, as many as may be at one time".formatted(most));
  }

  /** Where a reading has its room. */
  private enum Place {
    READING,
    LINGERING,
    GONE
  }

  /** One reading. Who reads does so on one thread at a time; it gives way on any. */
  final class Read implements Closeable {
    private final SeekableByteChannel channel;
    private final boolean mayRunAhead;
    private volatile Consumer<Rejection> onGivingWay = why -> {};
    private final AtomicReference<Place> place = new AtomicReference<>(Place.READING);
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean reading;
    private volatile long last = nanos.getAsLong();

    private Read(SeekableByteChannel channel, long offset) throws IOException {
      this.channel = channel;
      try {
        channel.position(offset);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      this.mayRunAhead = ahead.tryAcquire();
    }

    /** Whether some more of it may be sent than its transport has asked for. */
    boolean mayRunAhead() {
      return mayRunAhead;
    }

    /** Has this done, which is to close it, when it is to give way to another. */
    void onGivingWay(Consumer<Rejection> action) {
      onGivingWay = action;
    }

    /** Of many who ask it to, it gives way to one. */
    private void giveWay() {
      if (place.compareAndSet(Place.READING, Place.LINGERING)) {
        try {
          onGivingWay.accept(overloaded());
        } finally {
          room.release();
        }
      } else {
        lingering.release();
      }
    }

    /** For how long nothing was read, in nanoseconds; of one who reads, or gives way, no time. */
    private long rest() {
      return reading || place.get() != Place.READING ? 0 : nanos.getAsLong() - last;
    }

    /**
     * Fills the buffer.
     *
     * @throws IOException if there is less, or it cannot be read
     */
    void fill(ByteBuffer chunk) throws IOException {
      reading = true;
      try {
        while (chunk.hasRemaining()) {
          if (channel.read(chunk) < 0) {
            throw new IOException("the file is shorter than its blob");
          }
        }
      } finally {
        last = nanos.getAsLong();
        reading = false;
      }
    }

    /** Reads no more. What was read may be on its way still, so that its room stays taken. */
    void end() throws IOException {
      if (!ended.getAndSet(true)) {
        channel.close();
      }
    }

    /** The transport has nothing of it any more. */
    @Override
    public void close() throws IOException {
      Place left = place.getAndSet(Place.GONE);
      if (left == Place.GONE) {
        return;
      }
      try {
        end();
      } finally {
        open.remove(this);
        (left == Place.READING ? room : lingering).release();
        if (mayRunAhead) {
          ahead.release();
        }
      }
    }
  }
}
