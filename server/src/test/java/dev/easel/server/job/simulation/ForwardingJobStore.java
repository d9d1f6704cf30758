package dev.easel.server.job.simulation;

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

/** A store that leaves everything to another, but for what a subclass does itself. */
class ForwardingJobStore implements JobStore {
  private final JobStore store;

  ForwardingJobStore(JobStore store) {
    this.store = store;
  }

  @Override
  public Acceptance accept(Job job, JobEvent first, Optional<IdempotencyKey> key) {
    return store.accept(job, first, key);
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
  public void commit(long epoch, Job after, List<JobEvent> events)
      throws StaleJobException, CancelPendingException {
    store.commit(epoch, after, events);
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
    return store.hide(id);
  }

  @Override
  public List<Job> hidden(int limit) {
    return store.hidden(limit);
  }

  @Override
  public void delete(JobId id) {
    store.delete(id);
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
