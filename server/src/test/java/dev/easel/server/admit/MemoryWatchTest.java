package dev.easel.server.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When memory is scarce, and when it is exhausted. */
final class MemoryWatchTest {
  private static final Duration PERIOD = Duration.ofMillis(250);

  private final Gauge gauge = new Gauge();
  private long now = -1_000_000;
  private final MemoryWatch watch = new MemoryWatch(gauge, pause -> {}, () -> now, () -> {});

  private static final class Gauge implements MemoryGauge {
    private volatile double share;
    private final AtomicLong refusals = new AtomicLong();

    @Override
    public double share() {
      return share;
    }

    @Override
    public long refusals() {
      return refusals.get();
    }
  }

  /** After how many looks it is exhausted, of so many at most. */
  private int looks(int most, Runnable before) {
    for (int looks = 1; looks <= most; looks++) {
      now += PERIOD.toNanos();
      before.run();
      if (watch.look()) {
        return looks;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static Duration after(int looks) {
    return PERIOD.multipliedBy(looks);
  }

  @Test
  void whatIsFullForFiveSecondsIsExhaustedWithinSix() {
    assertThat(looks(100, () -> gauge.share = 0.94)).isEqualTo(Integer.MAX_VALUE);
    assertThat(after(looks(100, () -> gauge.share = 0.95)))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
  }

  @Test
  void whatRefusesForFiveSecondsIsExhaustedHoweverMuchThereIs() {
    gauge.refusals.set(1);
    assertThat(looks(100, () -> {})).isEqualTo(Integer.MAX_VALUE);
    int[] looks = {0};
    assertThat(
            after(
                looks(
                    100,
                    () -> {
                      // Every second look, so not at each of them.
                      gauge.refusals.addAndGet(looks[0]++ % 2);
                    })))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
  }

  @Test
  void aPeakThatPassesIsNone() {
    for (int i = 0; i < 10; i++) {
      assertThat(looks(18, () -> gauge.share = 1)).isEqualTo(Integer.MAX_VALUE);
      assertThat(looks(1, () -> gauge.share = 0.5)).isEqualTo(Integer.MAX_VALUE);
    }
    for (int i = 0; i < 10; i++) {
      gauge.refusals.incrementAndGet();
      assertThat(looks(5, () -> {})).isEqualTo(Integer.MAX_VALUE);
    }
  }

  @Test
  void itIsScarceLongBeforeItIsExhausted() {
    looks(1, () -> gauge.share = 0.79);
    assertThat(watch.scarce()).isFalse();
    looks(1, () -> gauge.share = 0.8);
    assertThat(watch.scarce()).isTrue();
    looks(1, () -> gauge.share = 0.5);
    assertThat(watch.scarce()).isFalse();
  }

  @Test
  void exhaustionIsToldOnce() throws Exception {
    gauge.share = 1;
    CountDownLatch told = new CountDownLatch(1);
    try (MemoryWatch started =
        new MemoryWatch(gauge, pause -> {}, () -> now += PERIOD.toNanos(), told::countDown)) {
      started.start();
      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
