package dev.easel.server.job;

import dev.easel.server.job.StoreUnavailableException.Lack;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A store that is away when a test says so, call by call. Safe for threads. */
final class Wavering {
  private final Map<String, AtomicInteger> refused = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> unheard = new ConcurrentHashMap<>();
  private final Map<String, Predicate<Object[]>> abhorred = new ConcurrentHashMap<>();
  private final Map<String, Error> broken = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> forgotten = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private volatile Lack lack = Lack.CONNECTION;

  /** What the store lacks when it is away. */
  void lack(Lack missing) {
    lack = missing;
  }

  /** So many calls of this name are not made. */
  void refuse(String call, int times) {
    refused.put(call, new AtomicInteger(times));
  }

  /** The replies to so many calls of this name, which are made, are lost. */
  void loseReplies(String call, int times) {
    unheard.put(call, new AtomicInteger(times));
  }

  /** Calls of this name with such arguments are refused for good. */
  void abhor(String call, Predicate<Object[]> arguments) {
    abhorred.put(call, arguments);
  }

  /** The next call of this name ends with an error of the machine. */
  void breakOnce(String call, Error error) {
    broken.put(call, error);
  }

  /** So many calls of this name, which succeed, are undone. For calls without a result. */
  void forget(String call, int times) {
    forgotten.put(call, new AtomicInteger(times));
  }

  /** Calls of this name wait. */
  void hold(String call, CountDownLatch until) {
    held.put(call, until);
  }

  /** Everything works again. */
  void heal() {
    refused.clear();
    abhorred.clear();
    unheard.clear();
  }

  /** How often it was called by this name, whatever came of it. */
  int calls(String call) {
    return calls.computeIfAbsent(call, name -> new AtomicInteger()).get();
  }

  /** The port with its faults. */
  <T> T port(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(real, method, arguments)));
  }

  private @Nullable Object call(Object real, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    calls.computeIfAbsent(name, unknown -> new AtomicInteger()).incrementAndGet();
    CountDownLatch until = held.get(name);
    if (until != null && !isOver(until)) {
      throw away(name + " was given up");
    }
    if (strikes(refused, name)) {
      throw away(name + " was refused");
    }
    if (strikes(forgotten, name)) {
      return null;
    }
    Error error = broken.remove(name);
    if (error != null) {
      throw error;
    }
    Predicate<Object[]> abhorrent = abhorred.get(name);
    if (abhorrent != null && abhorrent.test(arguments)) {
      throw new IllegalStateException(name + " is refused for good");
    }
    try {
      Object result = method.invoke(real, arguments);
      if (strikes(unheard, name)) {
        throw away(name + " has no reply");
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static boolean isOver(CountDownLatch until) {
    try {
      until.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean strikes(Map<String, AtomicInteger> faults, String name) {
    AtomicInteger left = faults.get(name);
    return left != null && left.getAndDecrement() > 0;
  }

  private StoreUnavailableException away(String message) {
    return new StoreUnavailableException(lack, message, null);
  }
}
