package dev.easel.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okio.AsyncTimeout;

/**
 * Ends a call whose headers take too long; the library itself bounds silences and the whole. Two
 * things are told apart: a seller that works before it answers is silent, and may be for as long as
 * its caller bears; one whose head has begun has no reason to let it trickle.
 */
final class HeadTimer extends AsyncTimeout {
  private final okhttp3.Call call;
  private final Progress progress;
  private final long trickleNanos;
  private long spellNanos;
  private long lastNanos;

  private HeadTimer(okhttp3.Call call, Progress progress, Duration trickle) {
    this.call = call;
    this.progress = progress;
    this.trickleNanos = trickle.toNanos();
    this.spellNanos = System.nanoTime();
    this.lastNanos = spellNanos;
  }

  /**
   * Sends a call and waits for the headers of its answer.
   *
   * @param atMost longest time in all
   * @param trickle longest time that its bytes may keep coming without an end of the headers
   */
  static Response execute(
      okhttp3.Call call, Progress progress, Duration atMost, Duration trickle, Arrivals arrivals)
      throws IOException {
    HeadTimer timer = new HeadTimer(call, progress, trickle);
    timer.timeout(atMost.toNanos(), TimeUnit.NANOSECONDS);
    timer.enter();
    arrivals.listen(timer::arrived);
    try {
      return call.execute();
    } finally {
      arrivals.forget();
      timer.exit();
    }
  }

  @Override
  protected void timedOut() {
    call.cancel();
  }

  /** After a long pause a spell of bytes begins anew: what came before was not of the head. */
  private void arrived() {
    if (progress.stage() != Stage.WAITING) {
      return;
    }
    long now = System.nanoTime();
    if (now - lastNanos > trickleNanos / 2) {
      spellNanos = now;
    }
    lastNanos = now;
    if (now - spellNanos > trickleNanos) {
      progress.trickles();
      call.cancel();
    }
  }
}
