package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.easel.spi.AttemptKey;
import dev.easel.spi.Call;
import dev.easel.spi.Deadline;
import dev.easel.spi.Sleeper;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wait that the seller's report cuts short. */
@Timeout(20)
final class NapTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final AtomicInteger sleeps = new AtomicInteger();
  private final CountDownLatch asleep = new CountDownLatch(1);
  private final Sleeper sleeper =
      duration -> {
        sleeps.incrementAndGet();
        asleep.countDown();
        Thread.sleep(duration);
      };
  private Runnable report = () -> {};
  private Runnable cancel = () -> {};
  private final CallGuard guard = CallGuard.of(new HeardCall());

  private final class HeardCall implements Call {
    @Override
    public AttemptKey attempt() {
      return new AttemptKey("job", 1);
    }

    @Override
    public Deadline deadline() {
      return () -> Duration.ofDays(1);
    }

    @Override
    public void onCancel(Runnable abort) {
      cancel = abort;
    }

    @Override
    public void onReport(Runnable look) {
      report = look;
    }

    @Override
    public void beforeSend() {}
  }

  private void whenAsleep(Runnable action) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            asleep.await();
            action.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void aReportEndsIt() throws Exception {
    whenAsleep(() -> report.run());
    guard.nap(sleeper, LONG);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aReportSinceTheLastOneSparesIt() throws Exception {
    report.run();
    guard.nap(sleeper, LONG);
    assertThat(sleeps).hasValue(0);
    assertThat(Thread.interrupted()).isFalse();
    whenAsleep(() -> report.run());
    guard.nap(sleeper, LONG);
    assertThat(sleeps).hasValue(1);
  }

  @Test
  void aReportIsNotWhatEndsACall() {
    whenAsleep(() -> cancel.run());
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> guard.nap(sleeper, LONG))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(TransportException.Reason.ABORTED));
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whoWantsTheThreadToEndIsHeard() {
    Thread napper = Thread.currentThread();
    whenAsleep(napper::interrupt);
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> guard.nap(sleeper, LONG));
  }

  @Test
  void otherWaitsAreNotCutShort() throws Exception {
    report.run();
    guard.sleep(sleeper, Duration.ofMillis(1));
    assertThat(sleeps).hasValue(1);
  }
}
