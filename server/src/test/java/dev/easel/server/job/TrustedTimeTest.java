package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.store.memory.MemoryDatabase;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** By which time something may be forgotten. */
final class TrustedTimeTest {
  private static final Duration DAYS = Duration.ofDays(4);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualClockwork time = new ManualClockwork();
  private final AtomicReference<Duration> wrong = new AtomicReference<>(Duration.ZERO);
  private final Clockwork clockwork =
      new Clockwork(
          () -> time.clockwork().now().plus(wrong.get()),
          time.clockwork().nanos(),
          time.clockwork().timer(),
          time.clockwork().sleeper());

  private final TrustedTime alone =
      new TrustedTime(new MemoryDatabase(() -> 0).open("one"), clockwork);

  @Test
  void aClockThatGoesAsTimePassesIsTrusted() {
    assertThat(alone.now()).contains(clockwork.now());
    time.pass(DAYS);
    assertThat(alone.now()).contains(clockwork.now());
  }

  @Test
  void aClockThatJumpedIsTrustedOnlyWhenItWasSteadyForAWhile() {
    wrong.set(DAYS);
    for (int i = 0; i < TrustedTime.SETTLING.toMinutes(); i++) {
      assertThat(alone.now()).isEmpty();
      time.pass(MINUTE);
    }
    assertThat(alone.now()).contains(clockwork.now());
  }

  @Test
  void aClockThatIsSetRightInTimeHasMadeNothingExpire() {
    wrong.set(DAYS);
    assertThat(alone.now()).isEmpty();
    time.pass(TrustedTime.SETTLING.minus(MINUTE));
    wrong.set(Duration.ZERO);
    assertThat(alone.now()).isEmpty();
    time.pass(TrustedTime.SETTLING);
    assertThat(alone.now()).contains(time.clockwork().now());
  }

  @Test
  void aClockThatTheStoreDoesNotShareIsNotTrustedHoweverSteady() {
    wrong.set(DAYS);
    TrustedTime shared = new TrustedTime(storeThatTells(time.clockwork()), clockwork);
    time.pass(TrustedTime.SETTLING.multipliedBy(2));
    assertThat(shared.now()).isEmpty();
    wrong.set(DAYS.negated());
    assertThat(shared.now()).isEmpty();
    wrong.set(Duration.ZERO);
    assertThat(shared.now()).isEmpty();
    time.pass(TrustedTime.SETTLING);
    assertThat(shared.now()).contains(time.clockwork().now());
  }

  /** A store with a clock of its own, which is asked for nothing else. */
  private static JobStore storeThatTells(Clockwork right) {
    return (JobStore)
        Proxy.newProxyInstance(
            JobStore.class.getClassLoader(),
            new Class<?>[] {JobStore.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("time");
              Optional<Instant> now = Optional.of(right.now());
              return now;
            });
  }
}
