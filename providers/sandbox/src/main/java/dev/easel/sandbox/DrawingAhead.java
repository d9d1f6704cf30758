package dev.easel.sandbox;

import dev.easel.sandbox.seller.Studio;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Draws pictures while their requests wait, so that a result can be had when it is due. */
final class DrawingAhead implements AutoCloseable {

  private final Studio studio;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sandbox-draw-", 0).factory());

  DrawingAhead(Studio studio) {
    this.studio = studio;
  }

  /** Sees to it that the file will be there, without waiting for it. */
  void draw(Studio.Work work) {
    threads.execute(() -> {
      try {
        studio.file(work);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /** Gives up what is not drawn yet. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
