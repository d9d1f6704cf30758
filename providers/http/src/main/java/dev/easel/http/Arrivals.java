package dev.easel.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells an exchange of the bytes that its own thread reads from the network. Where many exchanges
 * share a connection, as in HTTP/2, another thread reads; nobody is told then. Safe for threads.
 */
final class Arrivals {
  private final Map<Thread, Runnable> waiting = new ConcurrentHashMap<>();

  /** Some bytes have come for the exchange of this thread. */
  void tell() {
    @Nullable Runnable listener = waiting.get(Thread.currentThread());
    if (listener != null) {
      listener.run();
    }
  }

  /** From now on the exchange of this thread is told. */
  void listen(Runnable listener) {
    waiting.put(Thread.currentThread(), listener);
  }

  /** The exchange of this thread is told no more. */
  void forget() {
    waiting.remove(Thread.currentThread());
  }
}
