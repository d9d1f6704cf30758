package dev.easel.server.watch;

import dev.easel.v1.ImageServiceGrpc.ImageServiceBlockingStub;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads a job over real connections until it is over. A connection that is lost is followed by
 * another, wherever that leads, right after the last thing that was told.
 */
public final class JobReader {
  private static final int LONGEST_PAUSE_MILLIS = 200;

  private final String job;
  private final Supplier<ImageServiceBlockingStub> servers;
  private final Consumer<WatchJobResponse> arrivals;
  private final List<Told> told = Collections.synchronizedList(new ArrayList<>());
  private final List<Duration> reconnects = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
  private long cursor;
  private long lostNanos;
  private boolean lost;
  private boolean over;

  /**
   * Nothing is read before {@link #run()}.
   *
   * @param servers whom to ask next
   * @param arrivals told of every message when it arrives
   */
  public JobReader(
      String job, Supplier<ImageServiceBlockingStub> servers, Consumer<WatchJobResponse> arrivals) {
    this.job = job;
    this.servers = servers;
    this.arrivals = arrivals;
  }

  /** The job that is read. */
  public String job() {
    return job;
  }

  /** Returns when something has arrived. */
  public void awaitBegin() throws InterruptedException {
    begun.await();
  }

  /** Reads to the end. */
  public void run() throws InterruptedException {
    while (!over) {
      told.add(new Told.Opened(cursor));
      try {
        read(servers.get().watchJob(request()));
      } catch (StatusRuntimeException e) {
        goOnElsewhere(e);
      }
    }
  }

  private WatchJobRequest request() {
    return WatchJobRequest.newBuilder().setJobId(job).setAfterSequence(cursor).build();
  }

  private void read(Iterator<WatchJobResponse> stream) {
    while (stream.hasNext()) {
      WatchJobResponse message = stream.next();
      take(Wire.told(message));
      arrivals.accept(message);
    }
    take(new Told.Complete());
    over = true;
  }

  private void take(Told next) {
    if (lost) {
      lost = false;
      reconnects.add(Duration.ofNanos(System.nanoTime() - lostNanos));
    }
    told.add(next);
    cursor =
        switch (next) {
          case Told.Snapshot snapshot -> snapshot.sequence();
          case Told.Event event -> event.sequence();
          case Told.Opened _, Told.Refused _, Told.Heartbeat _, Told.Complete _ -> cursor;
        };
    begun.countDown();
  }

  private void goOnElsewhere(StatusRuntimeException why) throws InterruptedException {
    if (why.getStatus().getCode() != Status.Code.UNAVAILABLE) {
      told.add(new Told.Refused(String.valueOf(why.getMessage())));
      over = true;
      begun.countDown();
      return;
    }
    if (!lost) {
      lost = true;
      lostNanos = System.nanoTime();
    }
    Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
  }

  /** What was told until now. */
  public List<Told> told() {
    return List.copyOf(told);
  }

  /** How long each loss of a connection lasted, until something was told again. */
  public List<Duration> reconnects() {
    return List.copyOf(reconnects);
  }
}
