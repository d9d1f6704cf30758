package dev.easel.sandbox;

import dev.easel.sandbox.seller.Studio;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Draws pictures while their requests wait, so that a result can be had when it is due. Under load
 * it leaves some out; those are drawn when they are asked for.
 */
final class DrawingAhead implements AutoCloseable {

  private static final int WAITING_AT_MOST = 64;

  private final Studio studio;
  private final Semaphore places = new Semaphore(WAITING_AT_MOST);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sandbox-draw-", 0).factory());

  DrawingAhead(Studio studio) {
    this.studio = studio;
  }

  /** Begins to draw, if there is not too much to draw already; does not wait. */
  void draw(Studio.Work work) {
    if (places.tryAcquire()) {
      threads.execute(() -> drawAndLeave(work));
    }
  }

  private void drawAndLeave(Studio.Work work) {
    try {
      studio.file(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  /** Gives up what is not drawn yet. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
