package dev.easel.server.store.memory;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Jobs in memory. One lock makes every method a transaction. */
public final class MemoryJobStore implements JobStore {
  private static final int MOST_SKIPPABLE = 64;

  private final Map<JobId, History> histories = new HashMap<>();
  private final NavigableMap<Position, JobId> order = new TreeMap<>();
  private final Map<KeyName, Claim> claims = new HashMap<>();

  private record KeyName(String caller, String requestId) {
    static KeyName of(Caller caller, String requestId) {
      return new KeyName(caller.name(), requestId);
    }
  }

  private record Claim(JobId job, String fingerprint, Instant expireTime) {}

  private static final class History {
    private Job job;
    private List<JobEvent> events;

    History(Job job, JobEvent first) {
      this.job = job;
      this.events = List.of(first);
    }
  }

  @Override
  public synchronized Acceptance accept(Job job, JobEvent first, Optional<IdempotencyKey> key) {
    if (key.isPresent()) {
      Optional<Acceptance> before = claimed(key.get(), job.createTime());
      if (before.isPresent()) {
        return before.get();
      }
      claims.put(
          KeyName.of(key.get().caller(), key.get().requestId()),
          new Claim(job.id(), key.get().fingerprint(), key.get().expireTime()));
    }
    histories.put(job.id(), new History(job, first));
    order.put(Position.of(job), job.id());
    return new Acceptance.Fresh();
  }

  @Override
  public synchronized Optional<Acceptance> claimed(IdempotencyKey key, Instant now) {
    return claim(key.caller(), key.requestId(), now).map(claim -> claimed(claim, key));
  }

  @Override
  public synchronized Optional<Job> named(Caller caller, String requestId, Instant now) {
    return claim(caller, requestId, now).flatMap(claim -> find(claim.job()));
  }

  private Optional<Claim> claim(Caller caller, String requestId, Instant now) {
    return Optional.ofNullable(claims.get(KeyName.of(caller, requestId)))
        .filter(claim -> claim.expireTime().isAfter(now));
  }

  private Acceptance claimed(Claim claim, IdempotencyKey key) {
    if (!claim.fingerprint().equals(key.fingerprint())) {
      return new Acceptance.Conflict(claim.job());
    }
    History history = histories.get(claim.job());
    return history == null
        ? new Acceptance.Deleted(claim.job())
        : new Acceptance.Known(history.job);
  }

  @Override
  public synchronized void commit(Job after, List<JobEvent> events) throws StaleJobException {
    History history = histories.get(after.id());
    if (history == null || history.job.revision() + 1 != after.revision()) {
      throw new StaleJobException(after.id());
    }
    history.job = after;
    history.events = pruned(Stream.concat(history.events.stream(), events.stream()).toList());
  }

  /** Without the oldest of what may be skipped. */
  private static List<JobEvent> pruned(List<JobEvent> events) {
    long excess =
        events.stream().filter(event -> event.content().maySkip()).count() - MOST_SKIPPABLE;
    if (excess <= 0) {
      return events;
    }
    List<JobEvent> kept = new ArrayList<>(events.size());
    for (JobEvent event : events) {
      if (event.content().maySkip() && excess > 0) {
        excess--;
      } else {
        kept.add(event);
      }
    }
    return List.copyOf(kept);
  }

  @Override
  public synchronized Optional<Job> find(JobId id) {
    return Optional.ofNullable(histories.get(id)).map(history -> history.job);
  }

  @Override
  public synchronized List<JobEvent> events(JobId id, long after, int limit) {
    History history = histories.get(id);
    return history == null
        ? List.of()
        : history.events.stream().filter(event -> event.sequence() > after).limit(limit).toList();
  }

  @Override
  public synchronized List<Job> list(Query query) {
    NavigableMap<Position, JobId> older =
        query.before().map(before -> order.headMap(before, false)).orElse(order);
    return older.descendingMap().values().stream()
        .flatMap(id -> find(id).stream())
        .filter(job -> matches(job, query))
        .limit(query.limit())
        .toList();
  }

  private static boolean matches(Job job, Query query) {
    return job.caller().equals(query.caller())
        && (query.states().isEmpty() || query.states().contains(job.state()))
        && job.request().options().labels().entrySet().containsAll(query.labels().entrySet());
  }

  @Override
  public synchronized void delete(JobId id) {
    History history = histories.remove(id);
    if (history != null) {
      order.remove(Position.of(history.job));
    }
  }

  @Override
  public synchronized List<Job> expired(Instant now, int limit) {
    claims.values().removeIf(claim -> !claim.expireTime().isAfter(now));
    return histories.values().stream()
        .map(history -> history.job)
        .filter(job -> job.state().terminal() && !job.expireTime().isAfter(now))
        .limit(limit)
        .toList();
  }
}
