package dev.easel.server.job.simulation;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.CancelPendingException;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.StaleJobException;
import dev.easel.server.job.StoreUnavailableException;
import dev.easel.server.job.StoreUnavailableException.Lack;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The store as one process reaches it: over a way on which calls are slow, are refused, are done
 * though nobody hears of it, or are done later than their caller gave them up.
 */
final class SimulatedStore implements JobStore, JobClaims {
  private final JobStore store;
  private final JobClaims claims;
  private final World world;
  private final Weather weather;
  private final Port port;
  private final Link link;

  SimulatedStore(World world, JobStore store, JobClaims claims, Port port, Link link) {
    this.world = world;
    this.weather = world.weather;
    this.store = store;
    this.claims = claims;
    this.port = port;
    this.link = link;
  }

  /** A transaction, which is done at once wherever it is done. */
  @FunctionalInterface
  private interface Transaction<T, A extends Exception, B extends Exception> {
    T run() throws A, B;
  }

  private <T, A extends Exception, B extends Exception> T call(
      String name, Object about, Transaction<T, A, B> transaction) throws A, B {
    port.moment(name, about);
    if (weather.strikes(weather.storeSlow)) {
      port.linger();
    }
    if (link.isCut()) {
      port.linger();
      throw unavailable(name, "is cut off");
    }
    if (weather.strikes(weather.storeRefuses)) {
      throw unavailable(name, "was refused");
    }
    if (weather.strikes(weather.storeLate)) {
      later(name, about, transaction);
      throw unavailable(name, "was given up");
    }
    T result = transaction.run();
    port.moment(name + " done", about);
    if (link.isCut() || weather.strikes(weather.storeReplyLost)) {
      throw unavailable(name, "has no reply");
    }
    return result;
  }

  private void later(String name, Object about, Transaction<?, ?, ?> transaction) {
    Duration delay = port.between(Duration.ZERO, Duration.ofSeconds(4));
    world.universe.after(
        world.universe.outside(),
        delay,
        () -> {
          try {
            transaction.run();
            world.note(world.universe.outside(), name + " late", about);
          } catch (Exception e) {
            world.note(world.universe.outside(), name + " late and refused", about);
          }
        });
  }

  private StoreUnavailableException unavailable(String name, String why) {
    world.disrupted(port.host(), name + " " + why);
    return new StoreUnavailableException(
        Lack.CONNECTION, name + " " + why, new IOException("simulated"));
  }

  @Override
  public Acceptance accept(Job job, JobEvent first, Optional<IdempotencyKey> key) {
    return call("accept", job.id(), () -> store.accept(job, first, key));
  }

  @Override
  public Optional<Acceptance> claimed(IdempotencyKey key, Instant now) {
    return call("claimed", key.requestId(), () -> store.claimed(key, now));
  }

  @Override
  public Optional<Job> named(Caller caller, String requestId, Instant now) {
    return call("named", requestId, () -> store.named(caller, requestId, now));
  }

  @Override
  public void commit(long epoch, Job after, List<JobEvent> events)
      throws StaleJobException, CancelPendingException {
    this.<Boolean, StaleJobException, CancelPendingException>call(
        "commit",
        after.id() + " " + epoch + "/" + after.revision() + " " + after.state(),
        () -> {
          store.commit(epoch, after, events);
          return true;
        });
  }

  /**
   * Where nobody else changes jobs it is called under a cache's lock, inside which no thread of
   * this world may stop.
   */
  @Override
  public Optional<Job> find(JobId id) {
    if (shared()) {
      return call("find", id, () -> store.find(id));
    }
    if (link.isCut()) {
      throw unavailable("find", "is cut off");
    }
    return store.find(id);
  }

  @Override
  public List<JobEvent> events(JobId id, long after, int limit) {
    return call("events", id, () -> store.events(id, after, limit));
  }

  @Override
  public List<Job> list(Query query) {
    return call("list", query.caller(), () -> store.list(query));
  }

  @Override
  public Optional<Job> hide(JobId id) {
    return call("hide", id, () -> store.hide(id));
  }

  @Override
  public List<Job> hidden(int limit) {
    return call("hidden", limit, () -> store.hidden(limit));
  }

  @Override
  public void delete(JobId id) {
    call("delete", id, () -> run(() -> store.delete(id)));
  }

  @Override
  public List<Job> expired(Instant now, int limit) {
    return call("expired", limit, () -> store.expired(now, limit));
  }

  @Override
  public List<Job> oldest(int limit) {
    return call("oldest", limit, () -> store.oldest(limit));
  }

  @Override
  public Optional<List<Job>> created(Position after, Instant until, int limit) {
    return call("created", after, () -> store.created(after, until, limit));
  }

  @Override
  public Optional<List<Job>> inDoubt(Position after, Instant before, Instant sentSince, int limit) {
    return call("inDoubt", after, () -> store.inDoubt(after, before, sentSince, limit));
  }

  @Override
  public Volume volume() {
    return call("volume", "", store::volume);
  }

  @Override
  public boolean shared() {
    return world.shared();
  }

  @Override
  public List<Claim> claim(int limit) {
    return call("claim", limit, () -> claims.claim(limit));
  }

  @Override
  public Map<JobId, Long> driven() {
    return ordered(call("driven", "", claims::driven));
  }

  @Override
  public Optional<Claim> reopen(JobId id, int attempt) {
    return call("reopen", id, () -> claims.reopen(id, attempt));
  }

  @Override
  public void release(JobId id, long epoch) {
    call("release", id, () -> run(() -> claims.release(id, epoch)));
  }

  @Override
  public void heartbeat() {
    call("heartbeat", "", () -> run(claims::heartbeat));
  }

  @Override
  public void releaseAll() {
    call("releaseAll", "", () -> run(claims::releaseAll));
  }

  @Override
  public boolean requestCancel(JobId id) {
    return call("requestCancel", id, () -> claims.requestCancel(id));
  }

  @Override
  public List<JobId> cancelsPending() {
    return call("cancelsPending", "", () -> claims.cancelsPending());
  }

  @Override
  public Map<JobId, Long> sequences(Set<JobId> ids) {
    return ordered(call("sequences", ids.size(), () -> claims.sequences(ids)));
  }

  /** In one order, whatever order the JDK gives a map today. */
  private static Map<JobId, Long> ordered(Map<JobId, Long> numbers) {
    Map<JobId, Long> ordered = new TreeMap<>(Comparator.comparing(JobId::value));
    ordered.putAll(numbers);
    return ordered;
  }

  private static boolean run(Runnable transaction) {
    transaction.run();
    return true;
  }
}
