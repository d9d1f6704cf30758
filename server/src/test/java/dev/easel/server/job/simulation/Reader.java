package dev.easel.server.job.simulation;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.job.Watch;
import dev.easel.server.job.Watcher;
import java.time.Duration;

/** Watches a job to its end, through whichever replica there is, going on where it left off. */
final class Reader {
  private final Callers callers;
  private final World world;
  private final Caller caller;
  private final JobId id;
  private final Hearsay history;
  private final boolean slow;

  Reader(Callers callers, Caller caller, JobId id) {
    this.callers = callers;
    this.world = callers.world;
    this.caller = caller;
    this.id = id;
    this.history = new Hearsay(world, id);
    this.slow = world.random.nextInt(4) == 0;
  }

  void run() throws InterruptedException {
    while (!history.isComplete()) {
      callers.sleep(Duration.ofMillis(1), Duration.ofSeconds(5));
      Replica replica = world.anyReplica();
      Replica.Running process = replica.running();
      Stream stream = new Stream();
      Answer<Watch> answer =
          callers.ask(
              replica, "watch", id + " after " + history.cursor(), now -> open(now, stream));
      if (answer instanceof Answer.Given<Watch>(Watch watch)) {
        read(process, watch, stream);
      }
      stream.cut();
      if (callers.isForgotten(id)) {
        return;
      }
      if (answer instanceof Answer.Refused<Watch>(Rejection why)) {
        history.refused(String.valueOf(why.getMessage()));
      }
    }
  }

  private Watch open(Replica.Running process, Stream stream) {
    Job job = process.jobs().get(caller, id.value());
    if (!stream.isOver()) {
      // A call that arrives when its caller has given up opens nothing for anybody.
      history.opened();
    }
    Watch watch = process.hub().open(job, caller, history.cursor(), stream);
    if (stream.isOver()) {
      // As a transport does, so that nobody's watches do not count.
      watch.close();
    } else {
      watch.pump();
    }
    return watch;
  }

  private void read(Replica.Running process, Watch watch, Stream stream)
      throws InterruptedException {
    while (!stream.isOver() && !process.host().isDead()) {
      callers.sleep(Duration.ofMillis(200), Duration.ofSeconds(4));
      stream.take();
      if (!process.host().isDead()) {
        process.host().start(watch::pump);
      }
      if (world.weather.strikes(world.weather.watchCut)) {
        stream.cut();
        if (!process.host().isDead()) {
          process.host().start(watch::close);
        }
      }
    }
  }

  /** One connection. */
  private final class Stream implements Watcher {
    private int room = slow ? 1 : Integer.MAX_VALUE;
    private boolean over;

    boolean isOver() {
      return over;
    }

    void cut() {
      over = true;
    }

    void take() {
      room = slow ? 1 + world.random.nextInt(3) : Integer.MAX_VALUE;
    }

    private boolean arrives() {
      room--;
      return !over;
    }

    @Override
    public boolean ready() {
      return room > 0;
    }

    @Override
    public void snapshot(Job job) {
      if (arrives()) {
        history.snapshot(job);
      }
    }

    @Override
    public boolean event(JobEvent event) {
      if (arrives()) {
        history.event(event);
      }
      return true;
    }

    @Override
    public void heartbeat(long latestSequence) {
      if (arrives()) {
        history.heartbeat(latestSequence);
      }
    }

    @Override
    public void complete() {
      if (!over) {
        history.complete();
        over = true;
      }
    }

    @Override
    public void end(Rejection why) {
      if (!over && why.reason() == Reason.JOB_NOT_FOUND && !callers.isForgotten(id)) {
        world.violated("I3: job " + id + " is gone for who watches it");
      }
      over = true;
    }
  }
}
