package dev.easel.http;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thing that is made when it is first wanted, once. Safe for threads. */
final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable T made;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public T get() {
    T known = made;
    return known == null ? make() : known;
  }

  private T make() {
    lock.lock();
    try {
      T known = made;
      if (known == null) {
        known = maker.get();
        made = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** Does something with it, if it was ever wanted. */
  void ifMade(Consumer<T> action) {
    T known = made;
    if (known != null) {
      action.accept(known);
    }
  }
}
