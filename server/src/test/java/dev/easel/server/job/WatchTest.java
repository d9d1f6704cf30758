package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Progress;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.store.memory.MemoryDatabase;
import dev.easel.server.store.memory.MemoryJobStore;
import dev.easel.spi.ImageFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of watching, each by its name; one thread, so that the order is exact. */
final class WatchTest {
  private final ManualClockwork time = new ManualClockwork();
  private final MemoryJobStore store = new MemoryDatabase(() -> 0).open("one");
  private final Wavering wavering = new Wavering();
  private final HotJobs hot =
      new HotJobs(wavering.port(JobStore.class, store), store, time.clockwork());
  private final WatchHub hub =
      new WatchHub(
          wavering.port(JobStore.class, store),
          hot,
          time.clockwork(),
          Runnable::run,
          new Random(5),
          new WatchLimits(2, 3, 4, Duration.ofMinutes(30)));
  private final JobMachine machine = Sample.machine(3, "fal");
  private final JobLedger ledger = new JobLedger(store, hot, hub, new TerminalWaits());
  private Job job = Sample.job(1, "fal");

  @BeforeEach
  void accept() {
    Step first = machine.accept(job, Sample.NOW);
    store.accept(first.job(), first.events().getFirst(), Optional.empty());
    job = first.job();
    hub.start();
  }

  private void take(JobInput... inputs) throws Exception {
    for (JobInput input : inputs) {
      Step step = machine.apply(job, input, Sample.NOW);
      ledger.commit(1, step);
      job = step.job();
    }
  }

  private void finish() throws Exception {
    take(
        new JobInput.Prepared(),
        new JobInput.Accepted(Sample.HANDLE),
        Sample.image(0),
        Sample.finished());
  }

  private static JobInput place(int place) {
    return new JobInput.Told(Optional.of(place), List.of());
  }

  private Reader watch(long after) {
    Reader reader = new Reader();
    Watch watch = hub.open(job, Caller.LOCAL, after, reader);
    reader.pump = watch::pump;
    reader.leave = watch::close;
    watch.pump();
    return reader;
  }

  @Test
  void aFreshWatchBeginsWithTheWholeJobAndGoesOnAboveItsSequence() throws Exception {
    take(new JobInput.Prepared());
    Reader reader = watch(0);
    assertThat(reader.told).containsExactly("snapshot 2");
    take(new JobInput.WorkStarted());
    assertThat(reader.told).containsExactly("snapshot 2", "event 3");
  }

  @Test
  void whatAnotherProcessHasToldIsNotInTheFutureForWhoeverHasNotHeardOfIt() throws Exception {
    Job before = job;
    take(new JobInput.Prepared());
    long told = job.latestSequence();
    job = before;
    assertThat(watch(told).told).containsExactly("heartbeat " + told);
  }

  @Test
  void aWatchOfAFinishedJobIsItsSnapshotAndTheEnd() throws Exception {
    finish();
    assertThat(watch(0).told).containsExactly("snapshot " + job.latestSequence(), "complete");
  }

  @Test
  void aResumedWatchTellsWhatCameAfterAndEndsWithTheTerminalEvent() throws Exception {
    finish();
    assertThat(watch(2).told)
        .containsExactly("event 3", "event 4", "event 5", "event 6", "complete");
  }

  @Test
  void aWatchResumedAtTheTerminalEventEndsWellAtOnce() throws Exception {
    finish();
    assertThat(watch(job.latestSequence()).told).containsExactly("complete");
  }

  @Test
  void aCursorInTheFutureIsRefused() {
    Rejection refused = catchThrowableOfType(Rejection.class, () -> watch(99));
    assertThat(refused.reason()).isEqualTo(Reason.SEQUENCE_IN_FUTURE);
  }

  @Test
  void aReaderThatIsNotReadyIsToldNothingAndLosesNothing() throws Exception {
    Reader slow = watch(1);
    Reader quick = watch(1);
    slow.ready = false;
    finish();
    assertThat(slow.told).containsExactly("heartbeat 1");
    assertThat(quick.told).endsWith("complete");
    slow.ready = true;
    slow.pump.run();
    assertThat(slow.told).isEqualTo(quick.told);
  }

  @Test
  void progressThatWasOvertakenIsNotToldToASlowReader() throws Exception {
    Reader slow = watch(1);
    slow.ready = false;
    take(new JobInput.Prepared(), place(3), place(2), place(1));
    slow.ready = true;
    slow.pump.run();
    assertThat(slow.told).containsExactly("heartbeat 1", "event 2", "event 5");
    assertThat(slow.events.getLast().content())
        .isEqualTo(new JobEvent.Progressed(new Progress(Optional.of(1))));
  }

  @Test
  void aResumedWatchThatHasNothingToTellSaysAtOnceThatItStands() throws Exception {
    take(new JobInput.Prepared());
    Reader reader = watch(2);
    assertThat(reader.told).containsExactly("heartbeat 2");
    take(new JobInput.WorkStarted());
    assertThat(reader.told).containsExactly("heartbeat 2", "event 3");
  }

  @Test
  void aResumedWatchThatHasSomethingToTellNeedsNoHeartbeat() throws Exception {
    take(new JobInput.Prepared());
    assertThat(watch(1).told).containsExactly("event 2");
  }

  @Test
  void silenceIsBrokenByAHeartbeatWithinFifteenSeconds() {
    Reader reader = watch(0);
    time.pass(Duration.ofSeconds(15));
    assertThat(reader.told).containsExactly("snapshot 1", "heartbeat 1");
    time.pass(Duration.ofSeconds(15));
    assertThat(reader.told).hasSize(3);
  }

  @Test
  void aWatchOutlivesAStoreThatIsAwayForAWhile() throws Exception {
    Reader reader = watch(1);
    reader.told.clear();
    wavering.refuse("events", 2);
    take(new JobInput.Prepared());
    take(new JobInput.WorkStarted());
    assertThat(reader.told).isEmpty();
    assertThat(reader.ended).isEmpty();
    time.pass(Duration.ofSeconds(1));
    assertThat(reader.told).containsExactly("event 2", "event 3");
  }

  @Test
  void silenceIsBrokenWhileTheStoreIsAwayToo() throws Exception {
    Reader reader = watch(0);
    wavering.refuse("events", Integer.MAX_VALUE);
    take(new JobInput.Prepared());
    time.pass(Duration.ofSeconds(30));
    assertThat(reader.told).containsExactly("snapshot 1", "heartbeat 1", "heartbeat 1");
    wavering.heal();
    time.pass(Duration.ofSeconds(1));
    assertThat(reader.told).endsWith("event 2");
  }

  @Test
  void nothingComesBeforeTheWholeJobThoughTheStoreIsAway() {
    wavering.refuse("find", Integer.MAX_VALUE);
    Reader reader = watch(0);
    time.pass(Duration.ofSeconds(30));
    assertThat(reader.told).isEmpty();
    wavering.heal();
    time.pass(Duration.ofSeconds(1));
    assertThat(reader.told).startsWith("snapshot 1");
  }

  @Test
  void aReaderThatDoesNotWantWhatHappensHearsThatTheWatchStands() throws Exception {
    take(preview(0, 0));
    Reader reader = watch(0);
    reader.previews = false;
    for (int ordinal = 1; ordinal < 4; ordinal++) {
      time.pass(Duration.ofSeconds(10));
      take(preview(0, ordinal));
    }
    assertThat(reader.told).containsExactly("snapshot 3", "heartbeat 4", "heartbeat 5");
  }

  @Test
  void ofThePreviewsOfASlotOneWhoRejoinsIsToldTheLatest() throws Exception {
    take(preview(0, 0), preview(1, 0), preview(0, 1), preview(0, 2));
    assertThat(watch(1).told).containsExactly("event 2", "event 4", "event 6");
  }

  private static JobInput preview(int slot, int ordinal) {
    return new JobInput.Previewed(
        slot, ordinal, Sample.image(slot).image().blob(), ImageFacts.none());
  }

  @Test
  void noHeartbeatComesWhileSomethingIsTold() throws Exception {
    Reader reader = watch(0);
    take(new JobInput.Prepared());
    for (int i = 9; i > 0; i--) {
      time.pass(Duration.ofSeconds(10));
      take(place(i));
    }
    assertThat(reader.told).noneMatch(line -> line.startsWith("heartbeat"));
  }

  @Test
  void heartbeatsDoNotPileUpBeforeAReaderThatIsNotReady() {
    Reader reader = watch(0);
    reader.ready = false;
    time.pass(Duration.ofMinutes(5));
    assertThat(reader.told).containsExactly("snapshot 1");
  }

  @Test
  void aWatchThatIsOpenForTooLongEndsAndCanBeResumed() {
    Reader reader = watch(0);
    time.pass(Duration.ofMinutes(31));
    assertThat(reader.told.getLast()).isEqualTo("end WATCH_EXPIRED");
    assertThat(watch(1).told).containsExactly("heartbeat 1");
  }

  @Test
  void aDrainEndsEveryWatchWithAHintToComeBack() {
    Reader reader = watch(0);
    hub.drain();
    assertThat(reader.told.getLast()).isEqualTo("end SERVER_DRAINING");
    assertThat(reader.ended.orElseThrow().retryDelay()).isPresent();
  }

  @Test
  void theTerminalEventComesBeforeTheEndOfADrain() throws Exception {
    Reader reader = watch(1);
    reader.ready = false;
    finish();
    reader.ready = true;
    hub.drain();
    assertThat(reader.told.getLast()).isEqualTo("complete");
  }

  @Test
  void thereIsALimitOfWatchesPerJobAndLeavingMakesRoom() {
    Reader first = watch(0);
    watch(0);
    Rejection refused = catchThrowableOfType(Rejection.class, () -> watch(0));
    assertThat(refused.reason()).isEqualTo(Reason.WATCH_LIMIT);
    first.leave.run();
    assertThat(watch(0).told).containsExactly("snapshot 1");
  }

  @Test
  void thereIsALimitOfWatchesPerCallerAndAWiderOneForTheSidecarsOwn() {
    WatchLimits limits = WatchLimits.published();
    Caller caller = new Caller("somebody");
    limits.check(caller, 0, 255);
    Rejection refused = catchThrowableOfType(Rejection.class, () -> limits.check(caller, 0, 256));
    assertThat(refused.reason()).isEqualTo(Reason.WATCH_LIMIT);
    limits.check(Caller.LOCAL, 0, 16_383);
  }

  @Test
  void aReaderThatLeftIsToldNothingMore() throws Exception {
    Reader reader = watch(0);
    reader.leave.run();
    finish();
    assertThat(reader.told).containsExactly("snapshot 1");
  }

  @Test
  void aDeletedJobEndsItsWatches() throws Exception {
    Reader reader = watch(1);
    reader.ready = false;
    finish();
    store.delete(job.id());
    hot.forget(job.id());
    reader.ready = true;
    reader.pump.run();
    assertThat(reader.told).containsExactly("heartbeat 1", "end JOB_NOT_FOUND");
  }

  @Test
  void everyWatchOfAJobSeesTheSameOrder() throws Exception {
    Reader one = watch(1);
    take(new JobInput.Prepared(), place(2));
    Reader two = watch(1);
    take(new JobInput.Accepted(Sample.HANDLE), Sample.image(0), Sample.finished());
    assertThat(one.told.subList(1, one.told.size())).isEqualTo(two.told);
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
  }

  /** A reader that writes down what it is told. */
  private static final class Reader implements Watcher {
    private final List<String> told = new ArrayList<>();
    private final List<JobEvent> events = new ArrayList<>();
    private Optional<Rejection> ended = Optional.empty();
    private boolean ready = true;
    private boolean previews = true;
    private Runnable pump = () -> {};
    private Runnable leave = () -> {};

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public void snapshot(Job job) {
      told.add("snapshot " + job.latestSequence());
    }

    @Override
    public boolean event(JobEvent event) {
      boolean wanted = previews || !(event.content() instanceof JobEvent.Previewed);
      if (wanted) {
        told.add("event " + event.sequence());
        events.add(event);
      }
      return wanted;
    }

    @Override
    public void heartbeat(long latestSequence) {
      told.add("heartbeat " + latestSequence);
    }

    @Override
    public void complete() {
      told.add("complete");
    }

    @Override
    public void end(Rejection why) {
      told.add("end " + why.reason());
      ended = Optional.of(why);
    }
  }
}
