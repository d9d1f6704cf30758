package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.server.job.JobStore.Position;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Jobs in the order of their creation, of which a page at a time is held in memory. */
@FunctionalInterface
interface JobPages {
  int SIZE = 100;

  /**
   * The next page.
   *
   * @param limit most jobs wanted
   * @return empty if they cannot be told
   */
  Optional<List<Job>> after(Position place, int limit);

  /**
   * Shows the jobs, one after another. Each is as it is at some time during the call.
   *
   * @param goesOn takes a job, and says whether it wants to see more
   * @return whether all were shown; not if no more were wanted, or they cannot be told
   */
  default boolean show(Position from, Predicate<Job> goesOn) {
    Position place = from;
    while (true) {
      List<Job> page = after(place, SIZE).orElse(null);
      if (page == null || !page.stream().allMatch(goesOn)) {
        return false;
      }
      if (page.size() < SIZE) {
        return true;
      }
      Position last = Position.of(page.getLast());
      if (last.compareTo(place) <= 0) {
        // A row and its document do not agree on the time; it would go round and round.
        return false;
      }
      place = last;
    }
  }
}
