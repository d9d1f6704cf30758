package dev.easel.testkit;

import dev.easel.spi.AttemptKey;
import dev.easel.spi.Call;
import dev.easel.spi.Deadline;
import dev.easel.spi.Fenced;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A call whose deadline, fence and end a test decides. Safe for threads. */
public final class TestCall implements Call {
  private static final Duration AMPLE = Duration.ofSeconds(60);

  private final boolean fenced;
  private final AtomicInteger sends = new AtomicInteger();
  private volatile long endNanos;
  private @Nullable Runnable abort;
  private boolean aborted;

  private TestCall(Duration time, boolean fenced) {
    this.fenced = fenced;
    leave(time);
  }

  /** A call with a minute from now. */
  public static TestCall ample() {
    return within(AMPLE);
  }

  /** A call that must be over within a time from now. */
  public static TestCall within(Duration time) {
    return new TestCall(time, false);
  }

  /** A call that may not send. */
  public static TestCall fenced() {
    return new TestCall(AMPLE, true);
  }

  @Override
  public AttemptKey attempt() {
    return new AttemptKey("job-of-a-test", 1);
  }

  @Override
  public Deadline deadline() {
    return () -> {
      Duration left = Duration.ofNanos(endNanos - System.nanoTime());
      return left.isNegative() ? Duration.ZERO : left;
    };
  }

  @Override
  public void onCancel(Runnable newAbort) {
    boolean late;
    synchronized (this) {
      abort = newAbort;
      late = aborted;
    }
    if (late) {
      newAbort.run();
    }
  }

  @Override
  public void beforeSend() throws Fenced {
    if (fenced) {
      throw new Fenced("the test does not allow it");
    }
    sends.incrementAndGet();
  }

  /** Leaves the call this time from now, instead of what it had. */
  public void leave(Duration time) {
    endNanos = System.nanoTime() + time.toNanos();
  }

  /** Ends the call's network work, as the host does from another thread. */
  public void end() {
    @Nullable Runnable registered;
    synchronized (this) {
      aborted = true;
      registered = abort;
    }
    if (registered != null) {
      registered.run();
    }
  }

  /** How often leave to send was asked for and given. */
  public int sends() {
    return sends.get();
  }
}
