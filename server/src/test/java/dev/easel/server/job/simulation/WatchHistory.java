package dev.easel.server.job.simulation;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import java.util.List;

/**
 * What one reader was told of a job, over all its connections, held to what was promised: ordered,
 * unique, reliable, atomic, resumable, bookmarkable, and the end once.
 */
final class WatchHistory {
  private final World world;
  private final JobId id;
  private long cursor;
  private int ends;
  private boolean complete;

  WatchHistory(World world, JobId id) {
    this.world = world;
    this.id = id;
  }

  /** Up to where everything was told. */
  long cursor() {
    return cursor;
  }

  boolean isComplete() {
    return complete;
  }

  void snapshot(Job job) {
    checkOpen();
    check(cursor == 0, "Resumable", "the whole job is told after sequence " + cursor);
    world.witness.checkShown(job);
    cursor = job.latestSequence();
    ends = job.state().terminal() ? 1 : 0;
    note("snapshot");
  }

  void event(JobEvent event) {
    checkOpen();
    check(event.sequence() != cursor, "Unique", event.sequence() + " is told twice");
    check(event.sequence() > cursor, "Ordered", event.sequence() + " is told after " + cursor);
    check(
        history().stream().anyMatch(event::equals),
        "Atomic",
        event.sequence() + " is not what was committed");
    checkNoGap(event.sequence());
    if (event.terminal()) {
      ends++;
      check(ends <= 2, "Terminal-once", "a third end is told");
    } else {
      check(ends == 0, "Terminal-once", event.sequence() + " is told after the end");
    }
    cursor = event.sequence();
    note("event");
  }

  void heartbeat(long latestSequence) {
    checkOpen();
    checkNoGap(latestSequence + 1);
    check(
        latestSequence <= history().getLast().sequence(),
        "Bookmarkable",
        latestSequence + " has not happened");
  }

  void complete() {
    checkOpen();
    check(ends > 0, "Terminal-once", "the watch is complete, and no end was told");
    complete = true;
    note("complete");
  }

  private void checkOpen() {
    check(!complete, "Terminal-once", "something follows the completion");
  }

  /** Nothing that must be told lies between what was told and this. */
  private void checkNoGap(long next) {
    for (JobEvent event : history()) {
      boolean between = event.sequence() > cursor && event.sequence() < next;
      check(!between || event.content().maySkip(), "Reliable", event.sequence() + " was left out");
    }
  }

  private List<JobEvent> history() {
    return world.witness.history(id);
  }

  private void note(String what) {
    world.note(world.universe.outside(), what, cursor);
  }

  private void check(boolean holds, String guarantee, String detail) {
    if (!holds) {
      world.violated("%s: job %s: %s".formatted(guarantee, id, detail));
    }
  }
}
