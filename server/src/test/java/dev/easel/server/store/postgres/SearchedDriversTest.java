package dev.easel.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which drivers are searched for jobs again. */
final class SearchedDriversTest {
  private static final Map<String, String> FIRST = Map.of("gone", "1");

  private final AtomicLong nanos = new AtomicLong();
  private final SearchedDrivers drivers = new SearchedDrivers(nanos::get);

  private void search(Map<String, String> versions) {
    drivers.searched(List.copyOf(versions.keySet()), versions);
  }

  private void later(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void oneThatWasSearchedOnceMayHaveHadAJobThatWasLocked() {
    search(FIRST);
    assertThat(drivers.worthIt(FIRST)).containsExactly("gone");
  }

  @Test
  void oneThatWasSearchedTwiceIsNotSearchedForAWhile() {
    search(FIRST);
    search(FIRST);
    assertThat(drivers.worthIt(FIRST)).isEmpty();
    later(Duration.ofSeconds(11));
    assertThat(drivers.worthIt(FIRST)).containsExactly("gone");
  }

  @Test
  void evenOneThatWasSearchedOftenIsSearchedOnceAMinute() {
    for (int i = 0; i < 100; i++) {
      search(FIRST);
    }
    later(Duration.ofSeconds(59));
    assertThat(drivers.worthIt(FIRST)).isEmpty();
    later(Duration.ofSeconds(2));
    assertThat(drivers.worthIt(FIRST)).containsExactly("gone");
  }

  @Test
  void oneWhoseRowHasChangedIsSearchedAnew() {
    search(FIRST);
    search(FIRST);
    Map<String, String> changed = Map.of("gone", "2");
    assertThat(drivers.worthIt(changed)).containsExactly("gone");
    search(changed);
    assertThat(drivers.worthIt(changed)).containsExactly("gone");
  }

  @Test
  void oneThatWasForgottenAndCameBackIsSearchedAnew() {
    search(FIRST);
    search(FIRST);
    assertThat(drivers.worthIt(Map.of())).isEmpty();
    assertThat(drivers.worthIt(FIRST)).containsExactly("gone");
  }
}
