package dev.easel.server.blob;

import java.io.IOException;

/**
 * Room that is kept for results: nothing new is taken in while less is left, so that what a seller
 * is paid for can be stored. Safe for threads.
 */
public final class Reserve {
  /** What is reserved at most unless the operator says otherwise. */
  private static final long USUAL = 256L << 20;

  /** No more than this part of a small disk, which is not to be idle because it is small. */
  private static final int SMALL_PART = 50;

  /** What the largest of the usual images take: PNG of 1536x1024, of high quality. */
  private static final long IMAGE = 4L << 20;

  private final Space space;
  private final long bytes;

  /**
   * A reserve.
   *
   * @param bytes how much is kept free; zero keeps nothing
   */
  public Reserve(Space space, long bytes) {
    this.space = space;
    this.bytes = bytes;
  }

  /**
   * What is reserved of a disk where the operator names no size: 256 MiB, or two hundredths of a
   * smaller disk.
   *
   * @param totalBytes the size of the disk
   */
  public static long usual(long totalBytes) {
    return Math.min(USUAL, totalBytes / SMALL_PART);
  }

  /**
   * Lets something new begin that brings no results.
   *
   * @throws NoRoomException if less than the reserve is left
   * @throws IOException if that cannot be told
   */
  public void require() throws IOException {
    requireFor(0);
  }

  /**
   * Lets work begin.
   *
   * @param images how many are on their way then, which will take room besides the reserve
   * @throws NoRoomException if less is left than they may take and the reserve
   * @throws IOException if that cannot be told
   */
  public void requireFor(int images) throws IOException {
    long needed = bytes + images * IMAGE;
    if (bytes > 0 && space.usableBytes() < needed) {
      throw new NoRoomException(
          "the disk has less than the %d MiB left that are kept for results"
              .formatted(Math.max(1, needed >> 20)));
    }
  }
}
