package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader's cursor into a job's history. Holds no events: what a slow reader has not taken stays
 * in the store.
 */
public final class Watch {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final int BATCH = 64;

  private final JobId id;
  private final long number;
  private final Watcher watcher;
  private final JobStore store;
  private final HotJobs jobs;
  private final WatchHub hub;
  private final long openedNanos;
  private final AtomicInteger calls = new AtomicInteger();

  // Touched only inside a pump, which one thread runs at a time.
  private long cursor;
  private boolean fresh;
  private boolean over;

  private volatile long toldNanos;
  private volatile boolean heartbeatDue;
  private volatile boolean behind;
  private volatile @Nullable Rejection ending;

  Watch(
      JobId id,
      long number,
      long after,
      Watcher watcher,
      JobStore store,
      HotJobs jobs,
      WatchHub hub) {
    this.id = id;
    this.number = number;
    this.cursor = after;
    this.fresh = after == 0;
    // Who resumes hears at once that the watch stands, even if nothing happens for a while.
    this.heartbeatDue = after > 0;
    this.watcher = watcher;
    this.store = store;
    this.jobs = jobs;
    this.hub = hub;
    this.openedNanos = hub.nanos();
    this.toldNanos = openedNanos;
  }

  JobId id() {
    return id;
  }

  /** How many were opened before. */
  long number() {
    return number;
  }

  long openedNanos() {
    return openedNanos;
  }

  long toldNanos() {
    return toldNanos;
  }

  void heartbeatDue() {
    heartbeatDue = true;
  }

  /** Whether there may be something to tell that the store could not be asked for. */
  boolean behind() {
    return behind;
  }

  void endWith(Rejection why) {
    ending = why;
  }

  /** Ends the watch without a word: the reader has gone. */
  public void close() {
    hub.remove(this);
  }

  /**
   * Tells what there is to tell while the reader is ready. Any thread may call it at any time; a
   * call that finds another at work makes that one look again.
   */
  public void pump() {
    if (calls.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      tellAll();
      seen = calls.addAndGet(-seen);
    } while (seen != 0);
  }

  private void tellAll() {
    if (over) {
      return;
    }
    try {
      behind = false;
      while (!over && watcher.ready() && tellSome()) {}
    } catch (StoreUnavailableException e) {
      // It is tried again within a second or so; nothing is lost meanwhile.
      behind = true;
      log.debug("a watch of job {} waits for the store: {}", id, e.getMessage());
      tellThatItStands();
    } catch (RuntimeException e) {
      finish();
      log.error("a watch of job {} ends: its history could not be told", id, e);
      watcher.end(Rejection.of(Reason.INTERNAL_ERROR, "the history could not be told"));
    }
    // What can still be told comes before an early end: it may be the terminal event.
    Rejection why = ending;
    if (why != null && !over) {
      finish();
      watcher.end(why);
    }
  }

  /** Its reader must not take it for dead because the store is away; the whole job comes first. */
  private void tellThatItStands() {
    if (heartbeatDue && !fresh && watcher.ready()) {
      watcher.heartbeat(cursor);
      told();
    }
  }

  /** Tells one batch; false when there is nothing more for now. */
  private boolean tellSome() {
    if (fresh) {
      return tellSnapshot();
    }
    List<JobEvent> batch = store.events(id, cursor, BATCH);
    if (batch.isEmpty()) {
      return tellNothingNew();
    }
    tellBatch(batch);
    return true;
  }

  private void tellBatch(List<JobEvent> batch) {
    for (int i = 0; i < batch.size() && watcher.ready(); i++) {
      JobEvent event = batch.get(i);
      if (!isOvertaken(event, batch, i) && watcher.event(event)) {
        told();
      }
      cursor = event.sequence();
      if (event.terminal() && i == batch.size() - 1) {
        finish();
        watcher.complete();
        return;
      }
    }
  }

  /** What something later in the same batch makes worthless. */
  private static boolean isOvertaken(JobEvent event, List<JobEvent> batch, int index) {
    return batch.subList(index + 1, batch.size()).stream()
        .anyMatch(later -> overtakes(later.content(), event.content()));
  }

  private static boolean overtakes(JobEvent.Content later, JobEvent.Content earlier) {
    return switch (earlier) {
      case JobEvent.Progressed _ -> later instanceof JobEvent.Progressed;
      case JobEvent.Previewed preview ->
          later instanceof JobEvent.Previewed next && next.slot() == preview.slot();
      case JobEvent.StateChanged _,
          JobEvent.ResultAdded _,
          JobEvent.AttemptChanged _,
          JobEvent.Logged _ ->
          false;
    };
  }

  private boolean tellSnapshot() {
    Optional<Job> job = jobs.find(id);
    if (job.isEmpty()) {
      deleted();
      return false;
    }
    fresh = false;
    cursor = job.get().latestSequence();
    watcher.snapshot(job.get());
    told();
    if (job.get().state().terminal()) {
      finish();
      watcher.complete();
    }
    return true;
  }

  private boolean tellNothingNew() {
    Optional<Job> job = jobs.find(id);
    if (job.isEmpty()) {
      deleted();
    } else if (job.get().state().terminal() && job.get().latestSequence() <= cursor) {
      finish();
      watcher.complete();
    } else if (heartbeatDue && job.get().latestSequence() <= cursor) {
      // What was committed since wakes the watch anyway; a heartbeat names only what was told.
      watcher.heartbeat(cursor);
      told();
    }
    return false;
  }

  private void deleted() {
    finish();
    watcher.end(Rejection.of(Reason.JOB_NOT_FOUND, "job " + id + " was deleted"));
  }

  private void told() {
    heartbeatDue = false;
    toldNanos = hub.nanos();
  }

  private void finish() {
    over = true;
    hub.remove(this);
  }
}
