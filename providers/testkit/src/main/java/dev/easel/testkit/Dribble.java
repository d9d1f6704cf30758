package dev.easel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends a byte each half second, and notes how long somebody put up with it. Played once. */
public final class Dribble implements Script {
  private final String start;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Optional<Duration> borne = Optional.empty();

  /**
   * An answer that begins with a text and then dribbles.
   *
   * @param start what is sent at once
   */
  public Dribble(String start) {
    this.start = start;
  }

  @Override
  public void play(ScriptedRequest request, OutputStream wire) throws InterruptedException {
    long begun = System.nanoTime();
    CountDownLatch never = new CountDownLatch(1);
    try {
      wire.write(start.getBytes(UTF_8));
      while (!never.await(500, TimeUnit.MILLISECONDS)) {
        wire.write('x');
        wire.flush();
      }
    } catch (IOException e) {
      borne = Optional.of(Duration.ofNanos(System.nanoTime() - begun));
      over.countDown();
    }
  }

  /** How long it was borne, once it is not. */
  public Duration borne() throws InterruptedException {
    over.await();
    return borne.orElseThrow();
  }
}
