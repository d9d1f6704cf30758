package dev.easel.bench;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Route;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.JobStore.IdempotencyKey;
import dev.easel.spi.OutputSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Callers that bring one job after another, each with a name, and wait until it is accepted. */
final class AcceptLoad {
  private static final Duration KEPT = Duration.ofDays(3);
  private static final String PROMPT =
      "a red fox in deep snow at dusk, seen from a low angle, soft light, film grain; ".repeat(5);

  private final JobStore store;
  private final int callers;
  private final AtomicLong numbers = new AtomicLong();

  AcceptLoad(JobStore store, int callers) {
    this.store = store;
    this.callers = callers;
  }

  /** How long each acceptance took, in nanoseconds. */
  long[] run(Duration time) throws InterruptedException {
    ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + time.toNanos();
    List<Thread> threads =
        IntStream.range(0, callers)
            .mapToObj(caller ->
                Thread.startVirtualThread(() -> {
                  while (System.nanoTime() - end < 0) {
                    nanos.add(accept());
                  }
                }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  private long accept() {
    String name = "%026d".formatted(numbers.incrementAndGet());
    Instant now = Instant.now();
    Job job = job(new JobId(name), now);
    JobEvent first =
        new JobEvent(1, now, new JobEvent.StateChanged(JobState.QUEUED, Optional.empty()));
    IdempotencyKey key = new IdempotencyKey(Caller.LOCAL, name, name, now.plus(KEPT));
    long begun = System.nanoTime();
    if (!(store.accept(job, first, Optional.of(key)) instanceof JobStore.Acceptance.Fresh)) {
      throw new IllegalStateException("job " + name + " was there before");
    }
    return System.nanoTime() - begun;
  }

  static Job job(JobId id, Instant now) {
    OutputSpec output = OutputSpec.unset();
    return Job.accepted(
        id,
        Caller.LOCAL,
        JobRequest.generate(PROMPT, "gpt-image-1.5", output, JobOptions.unset()),
        List.of(
            new Route("fal", "model", output, Optional.empty(), Payer.SERVICE, Optional.empty())),
        now,
        now.plus(KEPT));
  }
}
