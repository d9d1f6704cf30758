package dev.easel.server.store.postgres;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which drivers without a lease have nothing to claim any more, so that they need not be searched
 * every second: what their jobs have left in the index stays there for as long as anybody holds an
 * old snapshot. Only a hint. A driver is searched anew when its row has changed, as it does before
 * a job can come to name it, and now and then in any case: a job may have been locked for a moment,
 * or its acceptance committed late. Safe for threads.
 */
final class SearchedDrivers {
  private static final int SURE = 2;
  private static final Duration TRUSTED = Duration.ofSeconds(5);
  private static final Duration TRUSTED_MOST = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private final Map<String, Searched> searched = new HashMap<>();

  /** With time that never jumps, in nanoseconds. */
  SearchedDrivers(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Those that may have something.
   *
   * @param versions of the rows of all drivers without a lease, by their names
   */
  synchronized List<String> worthIt(Map<String, String> versions) {
    searched.keySet().retainAll(versions.keySet());
    return versions.entrySet().stream()
        .filter(driver -> !isEmpty(driver.getKey(), driver.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isEmpty(String driver, String version) {
    Searched last = searched.get(driver);
    return last != null
        && last.version.equals(version)
        && last.times >= SURE
        && nanos.getAsLong() - last.nanos < trust(last.times).toNanos();
  }

  /** The longer nothing was there, the longer nothing will be. */
  private static Duration trust(int times) {
    Duration trust = TRUSTED.multipliedBy(times);
    return trust.compareTo(TRUSTED_MOST) < 0 ? trust : TRUSTED_MOST;
  }

  /** These were searched to the end, their rows being of these versions before. */
  synchronized void searched(List<String> drivers, Map<String, String> versions) {
    for (String driver : drivers) {
      String version = versions.getOrDefault(driver, "");
      Searched last = searched.get(driver);
      int before = last != null && last.version.equals(version) ? last.times : 0;
      searched.put(driver, new Searched(version, before + 1, nanos.getAsLong()));
    }
  }

  private record Searched(String version, int times, long nanos) {}
}
