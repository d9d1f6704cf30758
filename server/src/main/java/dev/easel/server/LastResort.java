package dev.easel.server;

import dev.easel.spi.Sleeper;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what does not end by itself. Its thread waits for that from the start, since none can be
 * made once the memory is exhausted; when it comes to it, it says nothing, since the log may be
 * what everybody waits for. Safe for threads.
 */
final class LastResort implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LastResort.class);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final Duration time;
  private final Sleeper sleeper;
  private final Runnable end;
  private final Thread thread;

  /**
   * Waits once it is started.
   *
   * @param time how long everything has, from {@link #begin} on
   * @param end what is done then
   */
  LastResort(Duration time, Sleeper sleeper, Runnable end) {
    this.time = time;
    this.sleeper = sleeper;
    this.end = end;
    this.thread = Thread.ofPlatform().name("easel-last-resort").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** The time runs from now on, and nothing stops it. */
  void begin() {
    begun.countDown();
  }

  private void run() {
    try {
      begun.await();
      sleeper.sleep(time);
      end.run();
    } catch (InterruptedException e) {
      log.debug("the process ends by itself");
    }
  }

  /** What is closed while its time runs may hang after this. */
  @Override
  public void close() {
    if (begun.getCount() > 0) {
      thread.interrupt();
    }
  }
}
