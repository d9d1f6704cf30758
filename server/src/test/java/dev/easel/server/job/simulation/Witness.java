package dev.easel.server.job.simulation;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.Stop;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.job.CancelPendingException;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.StaleJobException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Stands at the store's own side, where a change either is made or is not, and holds every change
 * to the rules. It keeps every history whole.
 */
final class Witness {
  private final World world;
  private final Map<JobId, Job> jobs = new LinkedHashMap<>();
  private final Map<JobId, List<JobEvent>> histories = new HashMap<>();
  private final Map<JobId, List<Job>> versions = new HashMap<>();
  private final Set<JobId> hidden = new HashSet<>();
  private final Map<JobId, Long> epochs = new HashMap<>();
  private final Map<String, String> drivers = new HashMap<>();

  Witness(World world) {
    this.world = world;
  }

  /** Every job that was ever accepted, as last changed. */
  Iterable<Job> jobs() {
    return jobs.values();
  }

  /** Whether it was taken out of sight. */
  boolean isHidden(JobId id) {
    return hidden.contains(id);
  }

  Optional<Job> job(JobId id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** All that ever happened to a job. */
  List<JobEvent> history(JobId id) {
    return histories.getOrDefault(id, List.of());
  }

  /** Nothing is shown that the store does not have. */
  void checkShown(Job job) {
    check(
        versions.getOrDefault(job.id(), List.of()).contains(job),
        "Atomic: job %s is shown at revision %s as it never was",
        job.id(),
        job.revision());
  }

  /** The same store, under these eyes. */
  JobStore watching(JobStore store, String driver) {
    return new WatchedStore(store, driver);
  }

  private void accepted(Job job, JobEvent first) {
    jobs.put(job.id(), job);
    versions.put(job.id(), new ArrayList<>(List.of(job)));
    histories.put(job.id(), new ArrayList<>(List.of(first)));
    check(first.sequence() == 1, "I5: the first event of %s is %s", job.id(), first.sequence());
  }

  private void changed(String driver, long epoch, Job after, List<JobEvent> events) {
    Job before = jobs.get(after.id());
    if (before == null) {
      world.violated("I3: job %s was changed and never accepted".formatted(after.id()));
      return;
    }
    if (before.equals(after)) {
      return;
    }
    check(!hidden.contains(after.id()), "job %s is changed after its deletion", after.id());
    checkDriver(driver, epoch, after);
    check(
        before.revision() + 1 == after.revision(),
        "R4: job %s went from revision %s to %s",
        after.id(),
        before.revision(),
        after.revision());
    checkEnd(before, after, events);
    checkAttempts(before, after);
    checkTimeout(driver, before, after);
    jobs.put(after.id(), after);
    Objects.requireNonNull(versions.get(after.id())).add(after);
    List<JobEvent> history = Objects.requireNonNull(histories.get(after.id()));
    for (JobEvent event : events) {
      check(
          event.sequence() == history.getLast().sequence() + 1,
          "I5: event %s of job %s follows %s",
          event.sequence(),
          after.id(),
          history.getLast().sequence());
      history.add(event);
    }
    check(
        after.latestSequence() == history.getLast().sequence(),
        "I5: job %s tells %s as its latest event, and it is %s",
        after.id(),
        after.latestSequence(),
        history.getLast().sequence());
  }

  private void checkDriver(String driver, long epoch, Job after) {
    String known = drivers.putIfAbsent(after.id() + "/" + epoch, driver);
    check(
        known == null || known.equals(driver),
        "I7: in epoch %s job %s is changed by %s and by %s",
        epoch,
        after.id(),
        known,
        driver);
    long latest = epochs.merge(after.id(), epoch, Math::max);
    check(latest == epoch, "I7: job %s is changed in epoch %s after %s", after.id(), epoch, latest);
  }

  private void checkEnd(Job before, Job after, List<JobEvent> events) {
    long ends = events.stream().filter(JobEvent::terminal).count();
    check(ends <= 1, "I6: job %s ends %s times at once", after.id(), ends);
    if (!before.state().terminal()) {
      check(
          (ends == 1) == after.state().terminal(),
          "I6: job %s is %s, with %s terminal events",
          after.id(),
          after.state(),
          ends);
      return;
    }
    check(endedInDoubt(before), "I4: job %s was %s for good", after.id(), before.state());
    check(
        events.isEmpty() || (ends == 1 && events.size() == 1),
        "I6: job %s is corrected by %s events",
        after.id(),
        events.size());
    check(after.state().terminal(), "I4: job %s is %s after its end", after.id(), after.state());
    long told =
        Objects.requireNonNull(histories.get(after.id())).stream()
            .filter(JobEvent::terminal)
            .count();
    check(told + ends <= 2, "I6: job %s is corrected twice", after.id());
  }

  static boolean endedInDoubt(Job job) {
    return job.failure().filter(why -> why.reason() == Reason.PROVIDER_OUTCOME_UNKNOWN).isPresent();
  }

  /** Who never reached a seller says nothing of the time that it took. */
  private void checkTimeout(String driver, Job before, Job after) {
    if (before.stop().isPresent() || !after.stop().equals(Optional.of(Stop.EXECUTION_TIMEOUT))) {
      return;
    }
    after
        .attempts()
        .getLast()
        .handle()
        .flatMap(world.ledger::work)
        .ifPresent(work ->
            check(
                work.isKnownTo(driver),
                "job %s is ended for taking too long by %s, which never heard of its work",
                after.id(),
                driver));
  }

  /** Attempts are added at the end, and what is known of one is not unlearned. */
  private void checkAttempts(Job before, Job after) {
    check(
        before.attempts().size() <= after.attempts().size(),
        "R1: job %s forgets an attempt",
        after.id());
    for (int i = 0; i < Math.min(before.attempts().size(), after.attempts().size()); i++) {
      Attempt was = before.attempts().get(i);
      Attempt is = after.attempts().get(i);
      check(
          was.handle().isEmpty() || was.handle().equals(is.handle()),
          "R4: attempt %s of job %s had %s and has %s",
          was.number(),
          after.id(),
          was.handle(),
          is.handle());
      is.handle()
          .ifPresent(handle -> world.ledger.checkHandle(after.id().value(), is.number(), handle));
    }
  }

  private void checkNothingStays(JobId id) {
    Job job = jobs.get(id);
    if (job == null) {
      return;
    }
    for (SlotResult.Filled image : job.images()) {
      check(
          world.shelves.find(image.blob().id()).isEmpty(),
          "job %s is deleted, and its image %s stays",
          id,
          image.slot());
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // The rules are literals.
  private void check(boolean holds, String rule, Object... details) {
    if (!holds) {
      world.violated(rule.formatted(details));
    }
  }

  /** A store that is looked at. */
  private final class WatchedStore extends ForwardingJobStore {
    private final String driver;

    WatchedStore(JobStore store, String driver) {
      super(store);
      this.driver = driver;
    }

    @Override
    public Acceptance accept(Job job, JobEvent first, Optional<IdempotencyKey> key) {
      Acceptance acceptance = super.accept(job, first, key);
      if (acceptance instanceof Acceptance.Fresh && !jobs.containsKey(job.id())) {
        accepted(job, first);
      }
      if (acceptance instanceof Acceptance.Known(Job known)) {
        check(known.caller().equals(job.caller()), "I9: %s finds another's job", job.caller());
      }
      return acceptance;
    }

    @Override
    public Optional<Job> named(Caller caller, String requestId, java.time.Instant now) {
      Optional<Job> job = super.named(caller, requestId, now);
      check(
          job.isEmpty() || job.get().caller().equals(caller), "I9: %s finds another's job", caller);
      return job;
    }

    @Override
    public Optional<Job> hide(JobId id) {
      hidden.add(id);
      return super.hide(id);
    }

    @Override
    public void delete(JobId id) {
      super.delete(id);
      checkNothingStays(id);
    }

    @Override
    public void commit(long epoch, Job after, List<JobEvent> events)
        throws StaleJobException, CancelPendingException {
      super.commit(epoch, after, events);
      changed(driver, epoch, after, events);
    }
  }
}
