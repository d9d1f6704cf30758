package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second, and whenever the store hints at something, for what other processes did to
 * jobs that are watched or waited for here. Only where other processes drive jobs at all.
 */
public final class RemoteChanges {
  private static final Logger log = LoggerFactory.getLogger(RemoteChanges.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Where much is changed, a look for each change would be most of the store's work. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final JobClaims claims;
  private final JobStore store;
  private final JobEngine engine;
  private final WatchHub hub;
  private final TerminalWaits waits;
  private final Clockwork clockwork;
  private final Executor executor;
  private final Map<JobId, Long> seen = new ConcurrentHashMap<>();
  private final AtomicInteger hints = new AtomicInteger();

  @Inject
  RemoteChanges(
      JobClaims claims,
      JobStore store,
      JobEngine engine,
      WatchHub hub,
      TerminalWaits waits,
      Clockwork clockwork,
      Executor executor) {
    this.claims = claims;
    this.store = store;
    this.engine = engine;
    this.hub = hub;
    this.waits = waits;
    this.clockwork = clockwork;
    this.executor = executor;
  }

  /** Begins to look. */
  public void start() {
    if (claims.shared()) {
      tick();
    }
  }

  /** Something may have changed. Returns at once; hints that come soon after another are one. */
  public void hint() {
    if (hints.getAndIncrement() == 0) {
      executor.execute(this::follow);
    }
  }

  private void tick() {
    try {
      hint();
    } finally {
      clockwork.timer().after(PERIOD, this::tick);
    }
  }

  private void follow() {
    int followed = hints.get();
    try {
      look();
    } finally {
      clockwork.timer().after(PAUSE, () -> goOn(followed));
    }
  }

  private void goOn(int followed) {
    if (hints.addAndGet(-followed) != 0) {
      executor.execute(this::follow);
    }
  }

  private void look() {
    Set<JobId> wanted = new HashSet<>(hub.watched());
    wanted.addAll(waits.awaited());
    wanted.removeIf(engine::drives);
    seen.keySet().retainAll(wanted);
    if (wanted.isEmpty()) {
      return;
    }
    try {
      claims.sequences(wanted).forEach(this::compare);
    } catch (StoreUnavailableException e) {
      log.debug("changes elsewhere are looked for later: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.warn("changes elsewhere could not be looked for", e);
    }
  }

  private void compare(JobId id, long sequence) {
    Long before = seen.get(id);
    if (before == null || before != sequence) {
      hub.wake(id);
      if (store.find(id).map(Job::state).filter(state -> state.terminal()).isPresent()) {
        waits.over(id);
      }
      seen.put(id, sequence);
    }
  }
}
