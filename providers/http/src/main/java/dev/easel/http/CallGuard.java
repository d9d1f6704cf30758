package dev.easel.http;

import dev.easel.spi.Call;
import dev.easel.spi.Deadline;
import dev.easel.spi.Fenced;
import dev.easel.spi.Sleeper;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What bounds the network work of one call into a provider: its deadline, and the host's wish to
 * end it, which takes effect at once from any thread. One thread works under a guard at a time.
 */
public final class CallGuard {
  private final Supplier<Deadline> deadline;
  private final Leave leave;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Cutoff exchange;
  private @Nullable Thread sleeping;
  private boolean aborted;
  private @Nullable Thread napping;
  private boolean woken;

  private CallGuard(Supplier<Deadline> deadline, Leave leave) {
    this.deadline = deadline;
    this.leave = leave;
  }

  /** Guards a call, whose cancel hook it takes. */
  public static CallGuard of(Call call) {
    CallGuard guard = new CallGuard(call::deadline, call::beforeSend);
    call.onCancel(guard::abort);
    call.onReport(guard::wake);
    return guard;
  }

  /** Guards work that costs nothing and that only time ends. */
  public static CallGuard until(Deadline deadline) {
    return new CallGuard(
        () -> deadline,
        () -> {
          throw new IllegalStateException("nobody gives leave to pay here");
        });
  }

  /** When all must be over. */
  public Deadline deadline() {
    return deadline.get();
  }

  /**
   * Waits, no longer than the deadline allows.
   *
   * @throws TransportException if the deadline comes first or the host ends the call
   */
  public void sleep(Sleeper sleeper, Duration duration)
      throws TransportException, InterruptedException {
    if (duration.compareTo(deadline().remaining()) >= 0) {
      throw new TransportException(
          TransportException.Reason.DEADLINE,
          true,
          "the deadline leaves no time to try again",
          null);
    }
    try {
      enterSleep();
      sleeper.sleep(duration);
    } catch (InterruptedException e) {
      if (isAborted()) {
        throw abortedWhile(true);
      }
      throw e;
    } finally {
      leaveSleep();
    }
    if (isAborted()) {
      throw abortedWhile(true);
    }
  }

  /**
   * Waits as {@link #sleep} does, but no longer than until the seller reports, or not at all if it
   * has reported since the last nap.
   *
   * @throws TransportException if the deadline comes first or the host ends the call
   */
  public void nap(Sleeper sleeper, Duration duration)
      throws TransportException, InterruptedException {
    try {
      if (enterNap()) {
        sleep(sleeper, duration);
      }
    } catch (InterruptedException e) {
      if (!isWoken()) {
        throw e;
      }
    } finally {
      leaveNap();
    }
  }

  /**
   * Waits for work on another thread, no longer than the deadline allows.
   *
   * @throws TransportException if the host ends the call
   * @throws TimeoutException if the time is over first
   * @throws ExecutionException if the work failed
   */
  public <T> T await(Future<T> work, Duration atMost)
      throws TransportException, InterruptedException, ExecutionException, TimeoutException {
    Duration remaining = deadline().remaining();
    Duration wait = remaining.compareTo(atMost) < 0 ? remaining : atMost;
    try {
      enterSleep();
      return work.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      if (isAborted()) {
        throw abortedWhile(true);
      }
      throw e;
    } finally {
      leaveSleep();
    }
  }

  void beforeSend() throws Fenced {
    leave.require();
  }

  void enter(Cutoff started) throws TransportException {
    lock.lock();
    try {
      if (aborted) {
        throw abortedWhile(false);
      }
      exchange = started;
    } finally {
      lock.unlock();
    }
  }

  boolean isAborted() {
    lock.lock();
    try {
      return aborted;
    } finally {
      lock.unlock();
    }
  }

  private void abort() {
    lock.lock();
    try {
      aborted = true;
      if (exchange != null) {
        exchange.cut();
      }
      if (sleeping != null) {
        sleeping.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      woken = true;
      if (napping != null) {
        napping.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean enterNap() {
    lock.lock();
    try {
      napping = woken ? null : Thread.currentThread();
      return !woken;
    } finally {
      lock.unlock();
    }
  }

  private boolean isWoken() {
    lock.lock();
    try {
      return woken;
    } finally {
      lock.unlock();
    }
  }

  /** Also clears an interrupt that came when the nap was over. */
  private void leaveNap() {
    lock.lock();
    try {
      if (napping != null && woken) {
        Thread.interrupted();
      }
      napping = null;
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  private void enterSleep() throws TransportException {
    lock.lock();
    try {
      if (aborted) {
        throw abortedWhile(true);
      }
      sleeping = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** Also clears an interrupt that the abort left behind, since nobody else asked for it. */
  private void leaveSleep() {
    lock.lock();
    try {
      if (sleeping != null && aborted) {
        Thread.interrupted();
      }
      sleeping = null;
    } finally {
      lock.unlock();
    }
  }

  /** The host's leave to send what is paid for. */
  @FunctionalInterface
  private interface Leave {
    void require() throws Fenced;
  }

  private static TransportException abortedWhile(boolean sent) {
    return new TransportException(
        TransportException.Reason.ABORTED, sent, "the call was ended before its work was", null);
  }
}
