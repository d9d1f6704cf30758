package dev.easel.server.crash;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * what the script jumping-clock does to a server. Arguments: a folder, the library that moves
 * the clock, how many jobs, and {@code still} to compare with a clock that does not jump. Half of
 * them end by their execution timeout, at a synchronous seller that takes for ever, where nothing
 * comes between the deadline and the end; half are served.
 */
final class ClockTorture {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration BETWEEN_JOBS = Duration.ofMillis(100);
  private static final double MOST_ERROR = 0.01;

  /** Retention looks once a minute, and trusts no clock that jumped less than five minutes ago. */
  private static final Duration SWEEP = Duration.ofMinutes(7);

  private ClockTorture() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int jobs = Integer.parseInt(arguments[2]);
    boolean still = arguments.length > 3 && arguments[3].equals("still");
    try (WallClock clock = new WallClock(folder.resolve("skew"));
        Sandbox seller = Sandbox.start(SandboxOptions.defaults());
        Sandbox slow = Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofHours(1)));
        Launcher launcher =
            new Launcher(
                Map.of("LD_PRELOAD", arguments[1], "CLOCK_SKEW", clock.file().toString()));
        ServerProcess server =
            launcher.start(Files.createDirectory(folder.resolve("home")), settings(seller, slow))) {
      boolean good = jump(server, clock, still, jobs, seller, slow);
      expire(server, clock);
      server.kill();
      // Without a farewell to sellers that are asked by nobody any more.
      Runtime.getRuntime().halt(good ? 0 : 1);
    }
  }

  private static Map<String, String> settings(Sandbox seller, Sandbox slow) {
    return Map.of(
        "sandbox.url", "",
        "providers.fal.key", "sandbox:sandbox",
        "providers.fal.queue-url", seller.uri().toString(),
        "providers.fal.result-hosts", seller.uri().toString(),
        "providers.slow.kind", "openai",
        "providers.slow.key", "sk-worthless",
        "providers.slow.sandbox", slow.uri().toString(),
        "providers.slow.answer-timeout", "1h");
  }

  /** What became of one job. */
  private record End(Asked asked, boolean timed, Job job, Duration taken) {
    boolean right() {
      return timed
          ? job.getFailure().getReason().equals("EXECUTION_TIMEOUT")
          : job.getState() == Job.State.STATE_SUCCEEDED;
    }

    double error() {
      return Math.abs(taken.minus(TIMEOUT).toNanos()) / (double) TIMEOUT.toNanos();
    }
  }

  private static boolean jump(
      ServerProcess server, WallClock clock, boolean still, int jobs, Sandbox seller, Sandbox slow)
      throws Exception {
    List<Future<End>> coming = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> jumps = threads.submit(still ? () -> null : clock::jumpAbout);
      for (int i = 0; i < jobs; i++) {
        boolean timed = i % 2 == 0;
        String name = "job " + i;
        coming.add(threads.submit(() -> run(server, name, timed)));
        Thread.sleep(BETWEEN_JOBS);
      }
      for (Future<End> end : coming) {
        end.get();
      }
      jumps.cancel(true);
    }
    clock.set(Duration.ZERO);
    List<End> ends = coming.stream().map(Future::resultNow).toList();
    long wrong = ends.stream().filter(end -> !end.right()).count();
    long bought =
        ends.stream()
            .filter(end -> end.asked().submits((end.timed() ? slow : seller).ledger()) == 1)
            .count();
    List<Double> errors = ends.stream().filter(End::timed).map(End::error).sorted().toList();
    long gone = ends.stream().filter(end -> isGone(server, end.asked())).count();
    System.out.printf(
        "R-23: %d jobs, %d jumps: %d ended wrong, %d forgotten, %d bought once;"
            + " error of %d deadlines of %s: p50 %.2f %%, p99 %.2f %%, most %.2f %%%n",
        jobs,
        clock.jumps(),
        wrong,
        gone,
        bought,
        errors.size(),
        TIMEOUT,
        100 * errors.get(errors.size() / 2),
        100 * errors.get(errors.size() * 99 / 100),
        100 * errors.getLast());
    ends.stream()
        .filter(end -> !end.right())
        .limit(3)
        .forEach(end -> System.out.println(end.job()));
    return wrong == 0 && gone == 0 && bought == jobs && errors.getLast() <= MOST_ERROR;
  }

  private static End run(ServerProcess server, String name, boolean timed) {
    JobOptions options =
        timed
            ? JobOptions.newBuilder()
                .addProviders("slow")
                .setExecutionTimeout(
                    com.google.protobuf.Duration.newBuilder().setSeconds(TIMEOUT.toSeconds()))
                .build()
            : JobOptions.newBuilder().addProviders("fal").build();
    Asked asked = new Asked(name, options);
    if (!asked.send(server)) {
      throw new IllegalStateException(name + " was not taken");
    }
    long begun = System.nanoTime();
    Job job = asked.end(server);
    return new End(asked, timed, job, Duration.ofNanos(System.nanoTime() - begun));
  }

  private static boolean isGone(ServerProcess server, Asked asked) {
    try {
      asked.now(server);
      return false;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.NOT_FOUND;
    }
  }

  /** What is over is forgotten when the wall says so; what runs is not. */
  private static void expire(ServerProcess server, WallClock clock) throws Exception {
    Asked over = new Asked("is over", "fal");
    Asked runs = new Asked("goes on", "slow");
    over.send(server);
    runs.send(server);
    String first = over.end(server).getId();
    clock.set(Duration.ofDays(10));
    long begun = System.nanoTime();
    while (!isGone(server, over) && System.nanoTime() - begun < SWEEP.toNanos()) {
      Thread.sleep(200);
    }
    System.out.printf(
        "10 days ahead: the job that was over is %s after %s, the one that runs is %s%n",
        isGone(server, over) ? "forgotten" : "there",
        Duration.ofNanos(System.nanoTime() - begun),
        isGone(server, runs) ? "forgotten" : runs.now(server).getState());
    String running = runs.job().orElseThrow();
    runs.send(server);
    over.send(server);
    System.out.printf(
        "asked for again, the one that runs is %s, the one that was over %s%n",
        running.equals(runs.job().orElseThrow()) ? "the same job" : "another job",
        first.equals(over.job().orElseThrow()) ? "the same job" : "another job");
  }
}
