package dev.easel.server.job;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Progress;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.domain.Stop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One change of a job while it is being made: the job and its new events, kept in step. */
final class JobChange {
  private final Job before;
  private final Instant now;
  private final List<JobEvent> events = new ArrayList<>();
  private final List<Attempt> attempts;
  private final List<SlotResult> results;
  private int route;
  private JobState state;
  private Optional<Stop> stop;
  private Optional<Failure> failure;
  private Optional<Progress> progress;
  private Optional<Cost> cost;
  private Optional<Instant> startTime;
  private Optional<Instant> endTime;

  JobChange(Job before, Instant now) {
    this.before = before;
    this.now = now;
    this.attempts = new ArrayList<>(before.attempts());
    this.results = new ArrayList<>(before.results());
    this.route = before.route();
    this.state = before.state();
    this.stop = before.stop();
    this.failure = before.failure();
    this.progress = before.progress();
    this.cost = before.cost();
    this.startTime = before.startTime();
    this.endTime = before.endTime();
  }

  JobState state() {
    return state;
  }

  List<JobEvent> events() {
    return List.copyOf(events);
  }

  List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  JobChange enter(JobState newState) {
    state = newState;
    record(new JobEvent.StateChanged(newState, Optional.empty()));
    return this;
  }

  /** RUNNING, unless the job is there already or is being cancelled. */
  JobChange run() {
    startTime = startTime.or(() -> Optional.of(now));
    if (state == JobState.QUEUED) {
      enter(JobState.RUNNING);
    }
    return this;
  }

  JobChange stop(Stop reason) {
    stop = Optional.of(reason);
    return this;
  }

  JobChange route(int index) {
    route = index;
    progress = Optional.empty();
    return this;
  }

  JobChange begin(Attempt attempt) {
    attempts.add(attempt);
    record(new JobEvent.AttemptChanged(attempt));
    return this;
  }

  /** Something became known of the attempt under way; no event. */
  JobChange note(Attempt attempt) {
    attempts.set(attempts.size() - 1, attempt);
    return this;
  }

  JobChange end(Attempt attempt) {
    note(attempt);
    record(new JobEvent.AttemptChanged(attempt));
    return this;
  }

  /** Takes back that work had begun, if no attempt got so far. */
  JobChange takeBackStart() {
    if (results.isEmpty() && attempts.stream().allMatch(it -> it.workStartTime().isEmpty())) {
      startTime = Optional.empty();
    }
    return this;
  }

  JobChange add(SlotResult result) {
    // What a seller refused in one attempt, the next may give.
    results.removeIf(known -> known.slot() == result.slot());
    results.add(result);
    results.sort(Comparator.comparingInt(SlotResult::slot));
    record(new JobEvent.ResultAdded(result));
    return this;
  }

  JobChange tell(Progress newProgress) {
    progress = Optional.of(newProgress);
    record(new JobEvent.Progressed(newProgress));
    return this;
  }

  JobChange record(JobEvent.Content content) {
    // Of a job that is over, only the correction of its end is told.
    if (before.state().terminal()) {
      return this;
    }
    events.add(new JobEvent(nextSequence(), now, content));
    return this;
  }

  /** The end: nothing is recorded after it. */
  JobChange finish(JobState terminal, Optional<Failure> why, Optional<Cost> finalCost) {
    state = terminal;
    failure = why;
    cost = finalCost;
    progress = Optional.empty();
    endTime = Optional.of(now);
    long sequence = nextSequence();
    Job whole = job(sequence);
    events.add(
        new JobEvent(sequence, now, new JobEvent.StateChanged(terminal, Optional.of(whole))));
    return this;
  }

  Step then(Work next, Side... sides) {
    return new Step(job(lastSequence()), events, Optional.of(next), List.of(sides), true);
  }

  Step beside(Side... sides) {
    return new Step(job(lastSequence()), events, Optional.empty(), List.of(sides), true);
  }

  private long nextSequence() {
    return lastSequence() + 1;
  }

  private long lastSequence() {
    return before.latestSequence() + events.size();
  }

  private Job job(long latestSequence) {
    return new Job(
        before.id(),
        before.caller(),
        before.request(),
        before.routes(),
        route,
        state,
        stop,
        before.revision() + 1,
        latestSequence,
        attempts,
        results,
        failure,
        progress,
        cost,
        before.createTime(),
        startTime,
        endTime,
        before.expireTime());
  }
}
