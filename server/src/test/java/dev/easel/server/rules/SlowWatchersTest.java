package dev.easel.server.rules;

import static dev.easel.server.rules.Calls.after;
import static dev.easel.server.rules.Calls.fox;
import static dev.easel.server.rules.Calls.generate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.api.WireHistory;
import dev.easel.server.watch.Readers;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.Job;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * watchers that take a message every five seconds while jobs have thousands of events. {@code
 * -Deasel.slow-watchers=200 -Deasel.slow-events=2000} is the long version.
 */
@Timeout(600)
final class SlowWatchersTest {
  private static final int SLOW = Integer.getInteger("easel.slow-watchers", 36);
  private static final int EVENTS = Integer.getInteger("easel.slow-events", 128);
  private static final int SLOW_A_JOB = 12;
  private static final int QUICK_A_JOB = 3;
  private static final int EVENTS_A_SECOND = 32;
  private static final long MOST_BYTES_EACH = 1 << 20;

  private final StagedSeller seller = new StagedSeller();
  private final Readers readers = new Readers();

  @Test
  void slowWatchersCostLittleAndDelayNobody(@TempDir Path folder) throws Exception {
    try (Service service = Service.sidecar(folder, seller);
        readers) {
      StagedServer server = service.first();
      List<Job> jobs = new ArrayList<>();
      List<Scene> scenes = new ArrayList<>();
      for (int i = 0; i < Math.ceilDiv(SLOW, SLOW_A_JOB); i++) {
        jobs.add(generate(server, fox("r" + i)));
        scenes.add(seller.next().accepted().started());
      }
      Latencies alone = new Latencies();
      Latencies beside = new Latencies();
      boolean[] crowded = {false};
      for (Job job : jobs) {
        for (int i = 0; i < QUICK_A_JOB; i++) {
          readers.read(
              job.getId(),
              server::watching,
              message -> (crowded[0] ? beside : alone).accept(message));
        }
      }
      readers.awaitBegin();
      tell(scenes, "alone");
      long before = usedBytes();
      crowded[0] = true;
      List<SlowWatch> slow = open(server, jobs);
      tell(scenes, "beside");
      long each = Math.max(0, usedBytes() - before) / SLOW;
      for (Scene scene : scenes) {
        scene.image().done();
      }
      readers.awaitEnd(Duration.ofMinutes(1));
      readers.assertHonest(job -> WireHistory.of(server.store(), job));
      assertThat(slow).allMatch(watch -> watch.taken.get() > 0 && watch.taken.get() < EVENTS);
      assertThat(each).as("bytes of a slow watcher").isLessThanOrEqualTo(MOST_BYTES_EACH);
      System.out.printf(
          "%d slow watchers, %d events of each of %d jobs: %d bytes each, client and server;"
              + " others' p99 %s alone, %s beside them, %.2f times%n",
          SLOW,
          EVENTS,
          jobs.size(),
          each,
          alone.percentile(99),
          beside.percentile(99),
          (double) beside.percentile(99).toNanos() / alone.percentile(99).toNanos());
    }
  }

  private static void tell(List<Scene> scenes, String phase) throws InterruptedException {
    for (int from = 0; from < EVENTS; from += EVENTS_A_SECOND) {
      long begun = System.nanoTime();
      int first = from;
      for (Scene scene : scenes) {
        scene.log(
            IntStream.range(first, first + EVENTS_A_SECOND)
                .mapToObj(i -> phase + " line " + i + " of a seller that has much to tell")
                .toList());
      }
      // A seller's murmurs are passed on once a second.
      Thread.sleep(Math.max(0, 1_050 - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
    }
  }

  private static List<SlowWatch> open(StagedServer server, List<Job> jobs) {
    List<SlowWatch> watches = new ArrayList<>();
    for (int i = 0; i < SLOW; i++) {
      SlowWatch watch = new SlowWatch();
      ImageServiceGrpc.newStub(server.channel())
          .watchJob(after(jobs.get(i % jobs.size()), 1), watch);
      watches.add(watch);
    }
    return watches;
  }

  /** What is in use on the heap and beside it when what nobody holds is gone. */
  private static long usedBytes() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(50);
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, heap + directBytes());
    }
    return least;
  }

  private static long directBytes() {
    long nio =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return Math.max(nio, PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
  }

  /** Takes one message, and the next five seconds later. */
  private static final class SlowWatch
      implements ClientResponseObserver<WatchJobRequest, WatchJobResponse> {
    private static final Duration PACE = Duration.ofSeconds(5);

    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean over;

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchJobRequest> call) {
      call.disableAutoRequestWithInitial(1);
      Thread.startVirtualThread(() -> takeSlowly(call));
    }

    private void takeSlowly(ClientCallStreamObserver<WatchJobRequest> call) {
      try {
        while (!over) {
          Thread.sleep(PACE);
          call.request(1);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onNext(WatchJobResponse message) {
      taken.incrementAndGet();
    }

    @Override
    public void onError(Throwable thrown) {
      over = true;
    }

    @Override
    public void onCompleted() {
      over = true;
    }
  }
}
