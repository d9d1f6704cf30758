package dev.easel.sandbox.seller;

import dev.easel.sandbox.picture.Description;
import dev.easel.sandbox.picture.Encoding;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Draws pictures and keeps the latest files. A file that was let go is drawn again when it is asked
 * for and comes out the same. Safe for use by several threads.
 */
public final class Studio implements AutoCloseable {

  private static final int AHEAD_AT_MOST = 8;

  private final ThreadPoolExecutor painters;
  private final Map<Work, FutureTask<byte[]>> shelf = new LinkedHashMap<>(16, 0.75f, true);
  private final long room;
  private final Painter painter;
  private long bytes;

  /** A studio that draws what is described, and keeps about this many bytes of files. */
  public Studio(long room) {
    this(room, Painter.FAITHFUL);
  }

  /** A studio with a painter of its own. */
  public Studio(long room, Painter painter) {
    this.room = room;
    this.painter = painter;
    this.painters = painters();
  }

  /**
   * What a file is made from.
   *
   * @param fidelity how well it is written, from 0 to {@value Encoding#FULL}
   */
  public record Work(Description picture, Encoding encoding, int fidelity) {

    /** A file written as well as it can be. */
    public Work(Description picture, Encoding encoding) {
      this(picture, encoding, Encoding.FULL);
    }
  }

  /**
   * Half of the processors at most, and platform threads: drawing never blocks, so on virtual
   * threads it would keep every request waiting.
   */
  private static ThreadPoolExecutor painters() {
    int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    ThreadPoolExecutor painters =
        new ThreadPoolExecutor(
            count,
            count,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("sandbox-draw-", 0).factory());
    painters.allowCoreThreadTimeOut(true);
    return painters;
  }

  /** The file, drawn now unless it is there; several callers for one file wait for one drawing. */
  public byte[] file(Work work) throws InterruptedException {
    Work subject = painter.subject(work);
    FutureTask<byte[]> task = reserve(subject);
    try {
      return task.get();
    } catch (ExecutionException e) {
      forget(subject, task);
      throw new IllegalStateException("a picture could not be drawn", e);
    }
  }

  /** Begins to draw what will be asked for, unless there is much to draw already; does not wait. */
  public void ahead(Work work) {
    if (painters.getQueue().size() < AHEAD_AT_MOST) {
      // A failure is told to whoever asks for the file.
      FutureTask<byte[]> _ = reserve(painter.subject(work));
    }
  }

  /** Stops drawing. Whoever still waits for a file has to be interrupted. */
  @Override
  public void close() {
    painters.shutdownNow();
  }

  private synchronized FutureTask<byte[]> reserve(Work work) {
    FutureTask<byte[]> known = shelf.get(work);
    if (known != null) {
      return known;
    }
    FutureTask<byte[]> task = new FutureTask<>(() -> draw(work));
    shelf.put(work, task);
    painters.execute(task);
    return task;
  }

  private byte[] draw(Work work) {
    byte[] file = painter.draw(work);
    keep(file.length);
    return file;
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
