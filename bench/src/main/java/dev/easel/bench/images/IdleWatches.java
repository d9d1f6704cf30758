package dev.easel.bench.images;

import dev.easel.bench.Child;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.Job;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How much memory a watch of a job takes in which nothing happens. */
final class IdleWatches implements Scenario {
  private static final int JOBS = 640;
  private static final int WATCHES = 10_000;
  private static final int CONNECTIONS = 20;
  private static final int LATENCY_MILLIS = 600_000;
  private static final int PATIENCE_SECONDS = 120;

  @Override
  public String name() {
    return "watches";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    List<EaselCaller> connections = new ArrayList<>();
    try (Child sellers = bench.sellers(64 * Bench.KIB, LATENCY_MILLIS);
        Child easel = bench.easel(Bench.uri(sellers));
        EaselCaller caller = new EaselCaller(easel.awaitAddress())) {
      List<Job> jobs = new Crowd(64).run(JOBS, caller::begin);
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(new EaselCaller(easel.awaitAddress()));
      }
      // Warms what a watch needs, and grows the heap to where it does not grow by itself.
      watch(connections, jobs, WATCHES / 10);
      double before = settled(easel);
      watch(connections, jobs, WATCHES - WATCHES / 10);
      double after = settled(easel);
      double each = (after - before) * Bench.KIB / (WATCHES - WATCHES / 10);
      return List.of(
          Figure.of(
              "an idle watch, of 10,000", "4 KiB", "%.1f KiB (%.0f MiB)", each, after - before));
    } finally {
      connections.forEach(EaselCaller::close);
    }
  }

  /** After a collection, so that it is what watches hold and not what opening them cost. */
  private static double settled(Child easel) throws IOException, InterruptedException {
    new ProcessBuilder(
            ProcessHandle.current()
                .info()
                .command()
                .orElseThrow()
                .replace("/bin/java", "/bin/jcmd"),
            Long.toString(easel.pid()),
            "GC.run")
        .start()
        .waitFor();
    Thread.sleep(2_000);
    return Memory.residentMib(easel.pid());
  }

  private static void watch(List<EaselCaller> connections, List<Job> jobs, int watches)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(watches);
    for (int i = 0; i < watches; i++) {
      ImageServiceGrpc.newStub(connections.get(i % CONNECTIONS).channel())
          .watchJob(
              WatchJobRequest.newBuilder().setJobId(jobs.get(i % JOBS).getId()).build(),
              new Idle(begun));
    }
    if (!begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(begun.getCount() + " watches were not begun");
    }
  }

  /** Sees that the watch stands. */
  private static final class Idle implements StreamObserver<WatchJobResponse> {
    private final CountDownLatch begun;
    private boolean first = true;

    Idle(CountDownLatch begun) {
      this.begun = begun;
    }

    @Override
    public void onNext(WatchJobResponse message) {
      if (first) {
        first = false;
        begun.countDown();
      }
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onCompleted() {}
  }
}
