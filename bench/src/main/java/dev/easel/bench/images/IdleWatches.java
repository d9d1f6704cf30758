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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How much memory a watch of a job takes in which nothing happens. */
final class IdleWatches implements Scenario {
  private static final int JOBS = 640;
  private static final int WATCHES = 10_000;
  private static final int CONNECTIONS = 20;
  private static final int LATENCY_MILLIS = 600_000;
  private static final int PATIENCE_SECONDS = 60;
  private static final int SETTLING_MILLIS = 3_000;

  @Override
  public String name() {
    return "watches";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    try (Child sellers = bench.sellers(64 * Bench.KIB, LATENCY_MILLIS);
        Child easel = bench.easel(Bench.uri(sellers));
        EaselCaller caller = new EaselCaller(easel.awaitAddress())) {
      List<Job> jobs = new Crowd(64).run(JOBS, caller::begin);
      // Once for the code, and for the heap to grow to what opening so many takes.
      held(easel, jobs);
      Thread.sleep(SETTLING_MILLIS);
      Held before = settled(easel);
      Held each = held(easel, jobs).less(before);
      return List.of(
          Figure.of(
              "an idle watch, of 10,000: live heap / resident",
              "4 KiB",
              "%.1f / %.1f KiB",
              each.live() / WATCHES / Bench.KIB,
              each.resident() / WATCHES / Bench.KIB));
    }
  }

  /** While all watches stand. */
  private static Held held(Child easel, List<Job> jobs) throws Exception {
    List<EaselCaller> connections = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(new EaselCaller(easel.awaitAddress()));
      }
      watch(connections, jobs);
      return settled(easel);
    } finally {
      connections.forEach(EaselCaller::close);
    }
  }

  private static Held settled(Child easel) throws IOException, InterruptedException {
    Thread.sleep(SETTLING_MILLIS);
    return Held.by(easel);
  }

  /** Evenly over the jobs, of which each takes sixteen. */
  private static void watch(List<EaselCaller> connections, List<Job> jobs)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(WATCHES);
    Queue<Throwable> refusals = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < WATCHES; i++) {
      ImageServiceGrpc.newStub(connections.get(i % CONNECTIONS).channel())
          .watchJob(
              WatchJobRequest.newBuilder().setJobId(jobs.get(i % JOBS).getId()).build(),
              new Idle(begun, refusals));
    }
    if (!begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          begun.getCount()
              + " watches were not begun; "
              + refusals.size()
              + " refused, as: "
              + refusals.peek());
    }
  }

  /** Sees that the watch stands. */
  private static final class Idle implements StreamObserver<WatchJobResponse> {
    private final CountDownLatch begun;
    private final Queue<Throwable> refusals;
    private boolean first = true;

    Idle(CountDownLatch begun, Queue<Throwable> refusals) {
      this.begun = begun;
      this.refusals = refusals;
    }

    @Override
    public void onNext(WatchJobResponse message) {
      if (first) {
        first = false;
        begun.countDown();
      }
    }

    @Override
    public void onError(Throwable thrown) {
      refusals.add(thrown);
    }

    @Override
    public void onCompleted() {}
  }
}
