package dev.easel.sandbox.seller;

import dev.easel.sandbox.picture.Description;
import dev.easel.sandbox.picture.Encoding;
import dev.easel.sandbox.picture.Picture;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Draws pictures, a few at a time, and keeps the latest files. A file that was let go is drawn
 * again when it is asked for and comes out the same. Safe for use by several threads.
 */
public final class Studio {

  private final Semaphore easels =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()));
  private final Map<Work, FutureTask<byte[]>> shelf = new LinkedHashMap<>(16, 0.75f, true);
  private final long room;
  private long bytes;

  /** A studio that keeps about this many bytes of files. */
  public Studio(long room) {
    this.room = room;
  }

  /** What a file is made from. */
  public record Work(Description picture, Encoding encoding) {}

  /** The file, drawn now unless it is there; of several callers for one file, one draws. */
  public byte[] file(Work work) throws InterruptedException {
    FutureTask<byte[]> task = reserve(work);
    task.run();
    try {
      return task.get();
    } catch (ExecutionException e) {
      forget(work, task);
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw new IllegalStateException("a picture could not be drawn", e);
    }
  }

  private synchronized FutureTask<byte[]> reserve(Work work) {
    return shelf.computeIfAbsent(work, absent -> new FutureTask<>(() -> draw(absent)));
  }

  private byte[] draw(Work work) throws InterruptedException {
    easels.acquire();
    try {
      byte[] file = work.encoding().bytes(new Picture(work.picture()));
      keep(file.length);
      return file;
    } finally {
      easels.release();
    }
  }

  private synchronized void keep(int length) {
    bytes += length;
    Iterator<FutureTask<byte[]>> oldest = shelf.values().iterator();
    while (bytes > room && oldest.hasNext()) {
      FutureTask<byte[]> task = oldest.next();
      if (task.state() == FutureTask.State.SUCCESS) {
        bytes -= task.resultNow().length;
        oldest.remove();
      }
    }
  }

  private synchronized void forget(Work work, FutureTask<byte[]> failed) {
    shelf.remove(work, failed);
  }
}
