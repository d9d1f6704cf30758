package dev.easel.server.job;

import dev.easel.server.domain.JobId;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Calls that are held until a job is over. Safe for threads. */
public final class TerminalWaits {
  private final ConcurrentMap<JobId, Set<CompletableFuture<Void>>> waits = new ConcurrentHashMap<>();

  /**
   * A future that completes when the job is over. To be taken before the job is looked at, and
   * given back with {@link #leave}.
   */
  public CompletableFuture<Void> join(JobId id) {
    CompletableFuture<Void> wait = new CompletableFuture<>();
    waits.compute(
        id,
        (key, others) -> {
          Set<CompletableFuture<Void>> all =
              others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(wait);
          return all;
        });
    return wait;
  }

  /** Ends a wait, whether its job is over or not. */
  public void leave(JobId id, CompletableFuture<Void> wait) {
    waits.computeIfPresent(
        id,
        (key, all) -> {
          all.remove(wait);
          return all.isEmpty() ? null : all;
        });
  }

  void over(JobId id) {
    waits.getOrDefault(id, Set.of()).forEach(wait -> wait.complete(null));
  }
}
