package dev.easel.server.store;

import static dev.easel.server.store.SampleJobs.changed;
import static dev.easel.server.store.SampleJobs.progress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.server.store.json.EventJson;
import dev.easel.server.store.json.GoldenFile;
import dev.easel.server.store.json.JobJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jobs that an earlier Easel left in a store are claimed and continued by this one: those of the
 * golden files, one by one. So far there is one version, whose own they are.
 */
public abstract class EarlierJobsSuite {
  private final JobJson jobJson = new JobJson();
  private final EventJson eventJson = new EventJson();
  private DocumentsUnderTest tried;

  /** Opens an empty store; it is closed by this suite. */
  protected abstract DocumentsUnderTest open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    tried = open();
    tried.claims().heartbeat();
  }

  @AfterEach
  void closeStore() throws Exception {
    tried.close();
  }

  static List<Path> files() {
    return GoldenFile.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void areContinued(Path file) throws Exception {
    GoldenFile golden = GoldenFile.parse(Files.readString(file));
    Job job = jobJson.read(golden.job());
    List<JobEvent> history = golden.events().stream().map(eventJson::read).toList();
    leave(golden, job, history);
    tried.succeed();
    assertThat(tried.jobs().find(job.id())).contains(job);
    assertThat(tried.jobs().events(job.id(), 0, 1_000)).isEqualTo(history);
    List<Claim> claims = tried.claims().claim(10);
    assertThat(claims).isEqualTo(job.unfinished() ? List.of(new Claim(job, 2)) : List.of());
    for (Claim claim : claims) {
      proceed(claim, history.size());
    }
  }

  private void proceed(Claim claim, int events) throws Exception {
    Job job = claim.job();
    long next = job.latestSequence() + 1;
    Job after = changed(job, JobState.RUNNING, next);
    tried.jobs().commit(claim.epoch(), after, List.of(progress(next)));
    assertThat(tried.jobs().find(job.id())).contains(after);
    assertThat(tried.jobs().events(job.id(), 0, 1_000)).hasSize(events + 1);
  }

  /** Puts it there document by document, as the earlier one did. */
  private void leave(GoldenFile golden, Job job, List<JobEvent> history) throws Exception {
    if (history.size() == 1) {
      tried.jobs().accept(job, history.getFirst(), Optional.empty());
    } else {
      tried.jobs().accept(before(golden, job), history.getFirst(), Optional.empty());
      tried.jobs().commit(1, job, history.subList(1, history.size()));
    }
    tried.rewrite(job.id(), body -> golden.job());
  }

  private Job before(GoldenFile golden, Job job) {
    String revision = "\"revision\":";
    return jobJson.read(
        golden
            .job()
            .replace(revision + job.revision() + ",", revision + (job.revision() - 1) + ","));
  }
}
