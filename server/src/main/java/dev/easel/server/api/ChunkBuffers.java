package dev.easel.server.api;

import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Memory that chunks of images are read into, used again: made anew, it was three fifths of all
 * that was allocated while images were read. Safe for threads.
 */
final class ChunkBuffers {
  /** Length of each, in bytes. */
  static final int LENGTH = 64 << 10;

  /** More are hardly used at one time, as nobody has one while its reader stands still. */
  private static final int MOST_SPARE = 16;

  private final Queue<ByteBuffer> spare = new ArrayBlockingQueue<>(MOST_SPARE);

  @Inject
  ChunkBuffers() {}

  /** One that nobody else has. */
  ByteBuffer take() {
    ByteBuffer known = spare.poll();
    return known == null ? ByteBuffer.allocate(LENGTH) : known;
  }

  /** Takes one back that nobody reads any more. */
  void giveBack(ByteBuffer buffer) {
    spare.offer(buffer);
  }
}
