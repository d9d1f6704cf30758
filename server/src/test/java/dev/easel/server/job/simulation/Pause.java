package dev.easel.server.job.simulation;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One thread's wait until somebody ends it, or its time is up. */
final class Pause {
  private final Host host;
  private final Thread sleeper = Thread.currentThread();
  private @Nullable Alarm alarm;
  private boolean timeIsUp;
  private boolean ended;

  Pause(Host host) {
    this.host = host;
  }

  /** Ends the wait early. */
  void end() {
    ended = true;
    LockSupport.unpark(sleeper);
  }

  private void timeIsUp() {
    timeIsUp = true;
    LockSupport.unpark(sleeper);
  }

  /**
   * Waits. A wait that was interrupted can be taken up again, to its old end.
   *
   * @return whether it was ended early
   */
  boolean until(Duration longest) throws InterruptedException {
    if (alarm == null) {
      alarm = host.universe().after(host, longest, this::timeIsUp);
    }
    while (!ended && !timeIsUp) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.park(this);
    }
    alarm.cancel();
    return ended;
  }
}
