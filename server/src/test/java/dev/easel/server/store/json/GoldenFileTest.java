package dev.easel.server.store.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.SlotResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier releases stored means the same to this one. */
final class GoldenFileTest {
  private final JobJson jobs = new JobJson();
  private final EventJson events = new EventJson();

  static List<Path> files() {
    return GoldenFile.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isWrittenAgainToTheByte(Path file) throws IOException {
    String text = Files.readString(file);
    GoldenFile golden = GoldenFile.parse(text);
    assertThat(GoldenFile.of(history(golden), job(golden)).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("files")
  void endsWithTheJobThatItsLastEventTells(Path file) throws IOException {
    GoldenFile golden = GoldenFile.parse(Files.readString(file));
    JobEvent.StateChanged last = contents(golden, JobEvent.StateChanged.class).getLast();
    Job job = job(golden);
    assertThat(last.state()).isEqualTo(job.state());
    assertThat(last.job()).isEqualTo(Optional.of(job).filter(one -> one.state().terminal()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isNumberedToTheLatestSequenceOfTheJob(Path file) throws IOException {
    GoldenFile golden = GoldenFile.parse(Files.readString(file));
    assertThat(history(golden)).extracting(JobEvent::sequence).isSorted().doesNotHaveDuplicates();
    assertThat(history(golden).getLast().sequence()).isEqualTo(job(golden).latestSequence());
  }

  @ParameterizedTest
  @MethodSource("files")
  void toldOfEveryResultAndAttemptBeforeTheEnd(Path file) throws IOException {
    GoldenFile golden = GoldenFile.parse(Files.readString(file));
    Job job = firstEnd(golden).orElseGet(() -> job(golden));
    assertThat(
            contents(golden, JobEvent.ResultAdded.class).stream()
                .map(JobEvent.ResultAdded::result)
                .sorted(Comparator.comparingInt(SlotResult::slot)))
        .isEqualTo(job.results());
    assertThat(contents(golden, JobEvent.AttemptChanged.class))
        .extracting(changed -> changed.attempt().number())
        .containsAll(job.attempts().stream().map(Attempt::number).toList());
  }

  /** A correction follows the end of a job as one event, which tells all that it changes. */
  private Optional<Job> firstEnd(GoldenFile golden) {
    return contents(golden, JobEvent.StateChanged.class).stream()
        .flatMap(changed -> changed.job().stream())
        .findFirst();
  }

  private <T extends JobEvent.Content> List<T> contents(GoldenFile golden, Class<T> kind) {
    return history(golden).stream()
        .map(JobEvent::content)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private List<JobEvent> history(GoldenFile golden) {
    return golden.events().stream().map(events::read).toList();
  }

  private Job job(GoldenFile golden) {
    return jobs.read(golden.job());
  }
}
