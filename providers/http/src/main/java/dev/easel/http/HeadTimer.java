package dev.easel.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okio.AsyncTimeout;

/** Ends a call whose headers take too long; the library itself bounds silences and the whole. */
final class HeadTimer extends AsyncTimeout {
  private final okhttp3.Call call;

  private HeadTimer(okhttp3.Call call) {
    this.call = call;
  }

  static Response execute(okhttp3.Call call, Duration atMost) throws IOException {
    HeadTimer timer = new HeadTimer(call);
    timer.timeout(atMost.toNanos(), TimeUnit.NANOSECONDS);
    timer.enter();
    try {
      return call.execute();
    } finally {
      timer.exit();
    }
  }

  @Override
  protected void timedOut() {
    call.cancel();
  }
}
