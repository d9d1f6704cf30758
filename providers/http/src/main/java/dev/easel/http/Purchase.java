package dev.easel.http;

import dev.easel.spi.Fenced;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The leave to send one paid request once. OkHttp 5.5.1 sends a POST again by itself in some cases
 * (503 with {@code Retry-After: 0}, 307, 408); whatever it decides, the second send stops here.
 */
final class Purchase {
  private final CallGuard guard;
  private final AtomicBoolean sent = new AtomicBoolean();

  Purchase(CallGuard guard) {
    this.guard = guard;
  }

  /** Sits next to the network: the connection stands, and no byte of the request has left. */
  static Response intercept(Interceptor.Chain chain) throws IOException {
    Purchase purchase = chain.request().tag(Purchase.class);
    if (purchase != null) {
      purchase.pass();
    }
    return chain.proceed(chain.request());
  }

  private void pass() throws IOException {
    if (!sent.compareAndSet(false, true)) {
      throw new SecondSend();
    }
    try {
      guard.beforeSend();
    } catch (Fenced e) {
      throw new FencedOff(e);
    }
  }

  /** The library wanted to send again. */
  static final class SecondSend extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** The host has taken back its leave. */
  static final class FencedOff extends IOException {
    private static final long serialVersionUID = 1;

    private final Fenced fenced;

    FencedOff(Fenced fenced) {
      super(fenced);
      this.fenced = fenced;
    }

    Fenced fenced() {
      return fenced;
    }
  }
}
