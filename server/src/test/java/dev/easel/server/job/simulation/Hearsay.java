package dev.easel.server.job.simulation;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.watch.Happening;
import dev.easel.server.watch.Past;
import dev.easel.server.watch.Told;
import dev.easel.server.watch.WatchHistory;
import java.util.List;
import java.util.Optional;

/** What one reader is told of a job, held to what a watch promises and to what truly happened. */
final class Hearsay {
  private final World world;
  private final JobId id;
  private final WatchHistory history = new WatchHistory();
  private final Past past = new WitnessedPast();

  Hearsay(World world, JobId id) {
    this.world = world;
    this.id = id;
  }

  /** Up to where everything was told. */
  long cursor() {
    return history.cursor();
  }

  boolean isComplete() {
    return history.isComplete();
  }

  /** The next connection, after {@link #cursor()}. */
  void opened() {
    take(new Told.Opened(cursor()));
  }

  void refused(String why) {
    take(new Told.Refused(why));
  }

  void snapshot(Job job) {
    world.witness.checkShown(job);
    take(new Told.Snapshot(job.latestSequence(), job.state().terminal()));
    note("snapshot");
  }

  void event(JobEvent event) {
    take(new Told.Event(happening(event)));
    note("event");
  }

  void heartbeat(long latestSequence) {
    take(new Told.Heartbeat(latestSequence));
  }

  void complete() {
    take(new Told.Complete());
    note("complete");
  }

  private void take(Told told) {
    history.take(told, past).forEach(breach -> world.violated("job " + id + ": " + breach));
  }

  private void note(String what) {
    world.note(world.universe.outside(), what, cursor());
  }

  private static Happening happening(JobEvent event) {
    return new Happening(event.sequence(), event.content().maySkip(), event.terminal(), event);
  }

  /** The history as the store has it by now; numbers without a gap are I5. */
  private final class WitnessedPast implements Past {
    private List<JobEvent> events() {
      return world.witness.history(id);
    }

    @Override
    public Optional<Happening> at(long sequence) {
      return sequence < 1 || sequence > events().size()
          ? Optional.empty()
          : Optional.of(happening(events().get((int) sequence - 1)));
    }

    @Override
    public long latest() {
      return events().size();
    }
  }
}
