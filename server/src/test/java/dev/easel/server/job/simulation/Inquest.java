package dev.easel.server.job.simulation;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.AttemptKey;
import dev.easel.spi.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What must hold of a world at rest. */
final class Inquest {
  /** Somewhat less than the time for which a job waits for the rest of its images. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(100);

  private final World world;
  private final Callers callers;

  Inquest(World world, Callers callers) {
    this.world = world;
    this.callers = callers;
  }

  void hold() {
    callers.promised().forEach(this::checkPromise);
    world.witness.jobs().forEach(this::checkJob);
    world.ledger.works().forEach(this::checkWork);
  }

  private void checkPromise(JobId id, Caller caller) {
    if (callers.isForgotten(id)) {
      return;
    }
    Optional<Job> job = world.database.open("inquest").find(id);
    check(job.isPresent(), id, "I3: it was promised and is lost");
    check(job.get().caller().equals(caller), id, "I9: it is another caller's");
  }

  private void checkJob(Job job) {
    JobId id = job.id();
    check(job.state().terminal(), id, "it never ends: " + job.state());
    int charges = world.ledger.charges(id);
    check(charges <= 1, id, "I1: it is charged " + charges + " times");
    job.failure()
        .ifPresent(why ->
            check(
                why.charge() != Fate.Charge.NONE || charges == 0,
                id,
                "it is said to cost nothing, and is charged: " + why));
    if (job.state() == JobState.SUCCEEDED) {
      check(!job.images().isEmpty(), id, "it succeeded without an image");
    }
    callers
        .disowner(job)
        .filter(host -> !world.mayHaveLostItsJobs(host))
        .ifPresent(host ->
            check(job.attempts().isEmpty(), id, "it is tried, and its caller was told of none"));
    if (Witness.endedInDoubt(job)) {
      checkDoubt(job, job.attempts().getLast());
    }
    if (!world.witness.isHidden(id)) {
      checkInSight(job);
    }
  }

  private void checkInSight(Job job) {
    JobId id = job.id();
    for (SlotResult.Filled image : job.images()) {
      check(
          world.shelves.find(image.blob().id()).isPresent(),
          id,
          "image " + image.slot() + " is lost");
    }
    for (Replica replica : world.replicas()) {
      checkShown(job, replica);
    }
  }

  private void checkShown(Job job, Replica replica) {
    Host asker = world.universe.host("inquest");
    asker.start(() -> {
      Job shown = replica.running().jobs().get(job.caller(), job.id().value());
      check(shown.equals(job), job.id(), "it is shown as it was, at " + replica.place());
    });
  }

  /** Not to know is allowed only to whom something befell, or whose work does not heed a cancel. */
  private void checkDoubt(Job job, Attempt attempt) {
    AttemptKey key = new AttemptKey(job.id().value(), attempt.number());
    check(
        world.ledger.isDoubted(key) || world.disruptions() > 0 || isGivenUp(job),
        job.id(),
        "attempt " + attempt.number() + " is in doubt, and nothing befell it");
  }

  /** What was made, and whose handle or bytes came through, is there. */
  private void checkWork(Work work) {
    JobId id = new JobId(work.attempt.jobId());
    Job job = world.witness.job(id).orElseThrow();
    boolean known =
        job.attempts().stream().anyMatch(it -> it.handle().equals(Optional.of(work.handle)));
    if (world.witness.isHidden(id)) {
      return;
    }
    check(known || !work.isReported(), id, "what its seller reported was taken, and is not known");
    boolean timeWasUp = isGivenUp(job);
    if (work.ending() == Work.Ending.MADE && (isHandedOver(job, work) || (known && !timeWasUp))) {
      check(
          job.state() == JobState.SUCCEEDED
              && (job.images().size() == work.images || isRestInDoubt(job, work)),
          id,
          "what was made for it is not there: " + job.state() + " " + job.failure());
    }
  }

  /** Only who buys from a seller without handles is ever given what it made. */
  private static boolean isHandedOver(Job job, Work work) {
    return work.isDelivered()
        && job.attempts().get(work.attempt.number() - 1).provider().equals(World.SYNCHRONOUS);
  }

  /** It was to stop, did not, and had all its time. */
  private static boolean isGivenUp(Job job) {
    return job.stop().isPresent() && isOverdue(job);
  }

  private static boolean isOverdue(Job job) {
    Duration used =
        Duration.between(job.attempts().getLast().startTime(), job.endTime().orElseThrow());
    // By the clocks of two processes, perhaps.
    return used.plusSeconds(10).compareTo(World.EXECUTION_TIMEOUT) >= 0;
  }

  /**
   * Some images came, and then whoever had the rest stood still for longer than anybody waits, or
   * for a second time after the end had been told; or did so before and after the first images, so
   * that the rest was waited for in vain from the takeover on.
   */
  private boolean isRestInDoubt(Job job, Work work) {
    boolean corrected =
        world.witness.history(job.id()).stream().filter(JobEvent::terminal).count() > 1;
    return (corrected || work.delivery().compareTo(LONGEST_WAIT) > 0 || isWaitedFor(job))
        && job.results().stream()
            .anyMatch(result ->
                result instanceof SlotResult.Missing missing
                    && missing.failure().reason() == Reason.PROVIDER_OUTCOME_UNKNOWN);
  }

  private static boolean isWaitedFor(Job job) {
    Instant end = job.endTime().orElseThrow();
    return job.attempts()
        .getLast()
        .doubt()
        .filter(doubt -> Duration.between(doubt.since(), end).compareTo(LONGEST_WAIT) > 0)
        .isPresent();
  }

  private void check(boolean holds, JobId id, String problem) {
    if (!holds) {
      world.violated("job " + id + ": " + problem);
    }
  }
}
