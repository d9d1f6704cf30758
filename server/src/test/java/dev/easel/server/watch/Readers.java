package dev.easel.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.v1.ImageServiceGrpc.ImageServiceBlockingStub;
import dev.easel.v1.JobEvent;
import dev.easel.v1.WatchJobResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Many readers, each on a thread of its own. */
public final class Readers implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<JobReader> readers = new ArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();

  /** Begins to read a job. */
  public JobReader read(String job, Supplier<ImageServiceBlockingStub> servers) {
    return read(job, servers, message -> {});
  }

  /** The same, with an eye on every message as it arrives. */
  public JobReader read(
      String job, Supplier<ImageServiceBlockingStub> servers, Consumer<WatchJobResponse> arrivals) {
    JobReader reader = new JobReader(job, servers, arrivals);
    readers.add(reader);
    running.add(
        threads.submit(() -> {
          reader.run();
          return reader;
        }));
    return reader;
  }

  /** Returns when every reader was told something. */
  public void awaitBegin() throws InterruptedException {
    for (JobReader reader : readers) {
      reader.awaitBegin();
    }
  }

  /** Returns when every reader has read to the end. */
  public void awaitEnd(Duration patience)
      throws InterruptedException, ExecutionException, TimeoutException {
    long end = System.nanoTime() + patience.toNanos();
    for (Future<?> one : running) {
      one.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  /**
   * Holds every reader to every guarantee, and sees that each stream ended well.
   *
   * @param history what truly happened to a job
   */
  public void assertHonest(Function<String, List<JobEvent>> history) {
    Map<String, Past> pasts = new HashMap<>();
    for (JobReader reader : readers) {
      Past past = pasts.computeIfAbsent(reader.job(), job -> Wire.past(history.apply(job)));
      assertThat(WatchHistory.breaches(reader.told(), past))
          .as("job %s: %s", reader.job(), reader.told())
          .isEmpty();
      assertThat(reader.told()).last().isEqualTo(new Told.Complete());
    }
  }

  /** What ended readers who would have gone on. */
  public List<Told> refusals() {
    return readers.stream()
        .flatMap(reader -> reader.told().stream())
        .filter(Told.Refused.class::isInstance)
        .distinct()
        .toList();
  }

  /** How long the connections were lost, the shortest first. */
  public List<Duration> reconnects() {
    return readers.stream().flatMap(reader -> reader.reconnects().stream()).sorted().toList();
  }

  /** Gives up. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
