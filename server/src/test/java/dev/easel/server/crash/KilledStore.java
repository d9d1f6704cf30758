package dev.easel.server.crash;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.CancelPendingException;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.StaleJobException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store that passes a failpoint before and after each commit that matters, and tells of all. */
final class KilledStore implements JobStore {
  private final JobStore store;
  private final Killer killer;
  private final Journal journal;

  KilledStore(JobStore store, Killer killer, Journal journal) {
    this.store = store;
    this.killer = killer;
    this.journal = journal;
  }

  @Override
  public Acceptance accept(Job job, JobEvent first, Optional<IdempotencyKey> key) {
    killer.pass(Failpoint.BEFORE_ACCEPT);
    Acceptance acceptance = store.accept(job, first, key);
    killer.pass(Failpoint.AFTER_ACCEPT);
    return acceptance;
  }

  @Override
  public void commit(long epoch, Job after, List<JobEvent> events)
      throws StaleJobException, CancelPendingException {
    Optional<Boundary> boundary = boundary(after, events);
    boundary.ifPresent(found -> killer.pass(found.before()));
    try {
      store.commit(epoch, after, events);
      journal.wrote(epoch, after, true);
    } catch (StaleJobException e) {
      journal.wrote(epoch, after, false);
      throw e;
    }
    boundary.ifPresent(found -> killer.pass(found.after()));
  }

  private record Boundary(Failpoint before, Failpoint after) {}

  private static Optional<Boundary> boundary(Job after, List<JobEvent> events) {
    if (after.state().terminal()) {
      return Optional.of(new Boundary(Failpoint.BEFORE_END, Failpoint.AFTER_END));
    }
    if (events.stream().anyMatch(event -> event.content() instanceof JobEvent.ResultAdded)) {
      return Optional.of(new Boundary(Failpoint.BEFORE_IMAGE_EVENT, Failpoint.AFTER_IMAGE_EVENT));
    }
    if (events.stream().anyMatch(KilledStore::isIntent)) {
      return Optional.of(new Boundary(Failpoint.BEFORE_INTENT, Failpoint.AFTER_INTENT));
    }
    Optional<Attempt> attempt = after.openAttempt();
    if (attempt.isPresent() && attempt.get().workStartTime().isPresent()) {
      return Optional.of(new Boundary(Failpoint.AFTER_START, Failpoint.AFTER_START));
    }
    if (attempt.isPresent() && attempt.get().handle().isPresent()) {
      return Optional.of(new Boundary(Failpoint.BEFORE_HANDLE, Failpoint.AFTER_HANDLE));
    }
    return Optional.empty();
  }

  /** The work of who says nothing before its end is told as begun with the intent. */
  private static boolean isIntent(JobEvent event) {
    return event.content() instanceof JobEvent.AttemptChanged(Attempt attempt)
        && attempt.endTime().isEmpty();
  }

  @Override
  public Optional<Acceptance> claimed(IdempotencyKey key, Instant now) {
    return store.claimed(key, now);
  }

  @Override
  public Optional<Job> named(Caller caller, String requestId, Instant now) {
    return store.named(caller, requestId, now);
  }

  @Override
  public Optional<Job> find(JobId id) {
    return store.find(id);
  }

  @Override
  public List<JobEvent> events(JobId id, long after, int limit) {
    return store.events(id, after, limit);
  }

  @Override
  public List<Job> list(Query query) {
    return store.list(query);
  }

  @Override
  public Optional<Job> hide(JobId id) {
    Optional<Job> hidden = store.hide(id);
    killer.pass(Failpoint.AFTER_HIDE);
    return hidden;
  }

  @Override
  public List<Job> hidden(int limit) {
    return store.hidden(limit);
  }

  @Override
  public void delete(JobId id) {
    killer.pass(Failpoint.BEFORE_FORGET);
    store.delete(id);
    killer.pass(Failpoint.AFTER_FORGET);
  }

  @Override
  public List<Job> expired(Instant now, int limit) {
    return store.expired(now, limit);
  }

  @Override
  public List<Job> oldest(int limit) {
    return store.oldest(limit);
  }

  @Override
  public Optional<List<Job>> created(Position after, Instant until, int limit) {
    return store.created(after, until, limit);
  }

  @Override
  public Optional<List<Job>> inDoubt(Position after, Instant before, Instant sentSince, int limit) {
    return store.inDoubt(after, before, sentSince, limit);
  }

  @Override
  public Volume volume() {
    return store.volume();
  }
}
