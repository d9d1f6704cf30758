package dev.easel.bench.images;

import dev.easel.bench.Child;
import dev.easel.v1.Image;
import dev.easel.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * whether anything piles up while callers come and go for ten minutes, under Netty's most
 * suspicious leak detection.
 */
final class Soak implements Scenario {
  private static final int BYTES = 3 * Bench.MIB / 2;
  private static final int CALLERS = 8;
  private static final long PAUSE_MILLIS = 200;
  private static final int HANGS_UP_EVERY = 10;

  /** What is loaded and compiled until then is no leak. */
  private static final Duration WARMING = Duration.ofMinutes(3);

  private static final Duration MEASURED = Duration.ofMinutes(10);
  private static final long PERIOD_MILLIS = 1_000;
  private static final double NANOS_A_MINUTE = 60e9;

  /** What grew, and how many MiB of what was there at the end were garbage. */
  private record Found(double memory, double files, double garbage, long images, long leaks) {}

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Found found = soak(bench.with("-Dio.netty.leakDetection.level=paranoid"));
    return List.of(
        Figure.of(
            "ten minutes of callers: growth a minute; garbage at the end; leaks",
            "1 MiB, 0 files; 0",
            "%.2f MiB, %.2f files; %.0f MiB; %d (%d images)",
            found.memory,
            found.files,
            found.garbage,
            found.leaks,
            found.images));
  }

  private static Found soak(Bench bench) throws Exception {
    try (Child sellers = bench.sellers(BYTES, 0);
        Child easel = bench.easel(Bench.uri(sellers));
        EaselCaller caller = new EaselCaller(easel.awaitAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicLong images = new AtomicLong();
      long end = System.nanoTime() + WARMING.plus(MEASURED).toNanos();
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(threads.submit(() -> call(caller, images, end)));
      }
      Slope memory = new Slope();
      Slope files = new Slope();
      Thread.sleep(WARMING);
      while (System.nanoTime() < end) {
        double minutes = (double) (System.nanoTime() - end) / NANOS_A_MINUTE;
        memory.add(minutes, Memory.residentMib(easel.pid()));
        files.add(minutes, (double) files(easel.pid()));
        Thread.sleep(PERIOD_MILLIS);
      }
      for (Future<?> each : callers) {
        each.get();
      }
      double garbage = Memory.residentMib(easel.pid()) - Held.by(easel).resident() / Bench.MIB;
      return new Found(
          memory.aMinute(), files.aMinute(), garbage, images.get(), easel.countInLog("LEAK"));
    }
  }

  /** One job after the other, each read and forgotten; some readers hang up. */
  private static Void call(EaselCaller caller, AtomicLong images, long end) throws Exception {
    while (System.nanoTime() < end) {
      long number = images.incrementAndGet();
      Job job = caller.begin((int) number);
      Image image = caller.end(job);
      if (number % HANGS_UP_EVERY == 0) {
        caller.readSome(image);
      } else {
        caller.readRight(image);
      }
      caller.forget(job);
      Thread.sleep(PAUSE_MILLIS);
    }
    return null;
  }

  private static long files(long pid) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.count();
    }
  }
}
