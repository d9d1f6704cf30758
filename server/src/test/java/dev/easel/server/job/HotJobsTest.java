package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Job;
import dev.easel.server.store.memory.MemoryDatabase;
import dev.easel.server.store.memory.MemoryJobStore;
import org.junit.jupiter.api.Test;

/** The jobs that are had without their store. */
final class HotJobsTest {
  private final ManualClockwork time = new ManualClockwork();
  private final MemoryJobStore store = new MemoryDatabase(() -> 0).open("one");
  private final HotJobs hot = new HotJobs(store, store, time.clockwork());
  private final Job job = Sample.job(1, "fal");

  @Test
  void whatWasCommittedIsHad() {
    hot.committed(job);
    assertThat(hot.find(job.id())).contains(job);
  }

  @Test
  void aJobThatWasDeletedDoesNotComeBackWithTheWordOfItsLastCommit() {
    hot.committed(job);
    hot.forget(job.id());
    hot.committed(job);
    assertThat(hot.find(job.id())).isEmpty();
  }
}
