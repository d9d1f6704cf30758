package dev.easel.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;

/** Ends a call that takes too long in all. Unlike the library's own limit it can be set anew. */
final class CallTimer extends AsyncTimeout {
  private final okhttp3.Call call;

  private CallTimer(okhttp3.Call call) {
    this.call = call;
  }

  static CallTimer start(okhttp3.Call call, Duration atMost) {
    CallTimer timer = new CallTimer(call);
    timer.begin(atMost);
    return timer;
  }

  /** Gives the call so long from now, if its time is not over. */
  void restart(Duration atMost) {
    if (!exit()) {
      begin(atMost);
    }
  }

  void end() {
    exit();
  }

  @Override
  protected void timedOut() {
    call.cancel();
  }

  private void begin(Duration atMost) {
    timeout(Math.max(1, atMost.toNanos()), TimeUnit.NANOSECONDS);
    enter();
  }
}
