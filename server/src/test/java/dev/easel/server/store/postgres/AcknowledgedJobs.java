package dev.easel.server.store.postgres;

import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.changed;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static dev.easel.server.store.SampleJobs.progress;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.CancelPendingException;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.StaleJobException;
import dev.easel.server.job.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that bring one job after another to a database on which they cannot rely, and note what
 * they were told.
 */
final class AcknowledgedJobs implements AutoCloseable {
  private static final int CLIENTS = 16;

  private final JobStore jobs;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicInteger successes = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();
  private final List<Job> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Begins. */
  AcknowledgedJobs(JobStore jobs) {
    this.jobs = jobs;
    for (int i = 0; i < CLIENTS; i++) {
      String client = "client" + i;
      threads.execute(() -> work(client));
    }
  }

  /** As a caller does who was not answered: asks again, which is another job of the same name. */
  private void work(String client) {
    for (int i = 0; !over.get(); i++) {
      Job job = accept(client + "-" + i);
      Job running = changed(job, JobState.RUNNING, 2);
      if (commit(running)) {
        acknowledged.add(running);
      }
    }
  }

  private Job accept(String name) {
    for (int attempt = 0; ; attempt++) {
      Job job = job(name + "-" + attempt);
      tries.incrementAndGet();
      try {
        Acceptance acceptance = jobs.accept(job, FIRST, key(name, "f"));
        successes.incrementAndGet();
        return acceptance instanceof Acceptance.Known(Job known) ? known : job;
      } catch (StoreUnavailableException e) {
        pause();
      }
    }
  }

  /** False if the job, which was acknowledged, is not there any more. */
  private boolean commit(Job after) {
    while (true) {
      try {
        jobs.commit(1, after, List.of(progress(2)));
        return true;
      } catch (StoreUnavailableException e) {
        pause();
      } catch (StaleJobException e) {
        gone.incrementAndGet();
        return false;
      } catch (CancelPendingException e) {
        throw new AssertionError("nobody cancels it", e);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until a job is acknowledged from now on; how long that took, in milliseconds. */
  long millisToSuccess() throws InterruptedException {
    int before = successes.get();
    long begun = System.nanoTime();
    while (successes.get() == before) {
      Thread.sleep(5);
    }
    return (System.nanoTime() - begun) / 1_000_000;
  }

  /** Waits for this long at least, and until some have been acknowledged meanwhile. */
  void load(Duration least) throws InterruptedException {
    int before = acknowledged.size();
    Thread.sleep(least);
    while (acknowledged.size() < before + CLIENTS) {
      Thread.sleep(5);
    }
  }

  /** Lets every client end what it is at. */
  @Override
  public void close() {
    over.set(true);
    threads.close();
  }

  /** How many were acknowledged. */
  int count() {
    return acknowledged.size() + gone.get();
  }

  int failedTries() {
    return tries.get() - successes.get();
  }

  /** How many that were acknowledged are not there, or not as they were acknowledged. */
  int lost() {
    List<JobEvent> history = List.of(FIRST, progress(2));
    int lost = gone.get();
    for (Job job : acknowledged) {
      boolean whole =
          jobs.find(job.id()).filter(job::equals).isPresent()
              && jobs.events(job.id(), 0, 10).equals(history);
      lost += whole ? 0 : 1;
    }
    return lost;
  }

  /** How many are there that nobody was told of. */
  long surplus() {
    return jobs.volume().jobs() + lost() - count();
  }
}
