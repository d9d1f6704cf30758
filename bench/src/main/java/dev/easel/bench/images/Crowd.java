package dev.easel.bench.images;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Callers that do the same at one time. */
final class Crowd {
  private final int atOnce;

  Crowd(int atOnce) {
    this.atOnce = atOnce;
  }

  /** What is done, with its number. */
  @FunctionalInterface
  interface Act<T> {
    T act(int number) throws Exception;
  }

  /** Does it so many times. */
  <T> List<T> run(int times, Act<T> act) throws InterruptedException, ExecutionException {
    Semaphore places = new Semaphore(atOnce);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> begun = new ArrayList<>();
      for (int number = 0; number < times; number++) {
        int own = number;
        begun.add(threads.submit(() -> inPlace(places, () -> act.act(own))));
      }
      List<T> ended = new ArrayList<>();
      for (Future<T> each : begun) {
        ended.add(each.get());
      }
      return ended;
    }
  }

  private static <T> T inPlace(Semaphore places, Callable<T> act) throws Exception {
    places.acquire();
    try {
      return act.call();
    } finally {
      places.release();
    }
  }
}
