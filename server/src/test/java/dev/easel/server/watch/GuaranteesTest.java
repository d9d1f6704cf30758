package dev.easel.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.watch.Told.Complete;
import dev.easel.server.watch.Told.Event;
import dev.easel.server.watch.Told.Heartbeat;
import dev.easel.server.watch.Told.Opened;
import dev.easel.server.watch.Told.Refused;
import dev.easel.server.watch.Told.Snapshot;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every validator finds the history that breaks its promise, and lets the honest ones pass. */
final class GuaranteesTest {
  private static final Happening ACCEPTED = must(1);
  private static final Happening SUBMITTED = must(2);
  private static final Happening PLACE = may(3);
  private static final Happening IMAGE = must(4);
  private static final Happening END = new Happening(5, false, true, "unknown");
  private static final Happening CORRECTION = new Happening(6, false, true, "succeeded");

  private static final Past PAST =
      Past.of(List.of(ACCEPTED, SUBMITTED, PLACE, IMAGE, END, CORRECTION));

  private static Happening must(long sequence) {
    return new Happening(sequence, false, false, "event " + sequence);
  }

  private static Happening may(long sequence) {
    return new Happening(sequence, true, false, "event " + sequence);
  }

  private static List<String> breaches(Told... told) {
    return WatchHistory.breaches(Arrays.asList(told), PAST);
  }

  private static Told tell(Happening happening) {
    return new Event(happening);
  }

  private static void assertBroken(String promise, Told... told) {
    assertThat(breaches(told)).anyMatch(breach -> breach.startsWith(promise + ": "));
  }

  @Test
  void anHonestWatchOfOneConnectionBreaksNothing() {
    assertThat(
            breaches(
                new Opened(0),
                new Snapshot(1, false),
                tell(SUBMITTED),
                tell(PLACE),
                new Heartbeat(3),
                tell(IMAGE),
                tell(END),
                new Complete()))
        .isEmpty();
  }

  @Test
  void anHonestWatchOfManyConnectionsThatMissesWhatMayBeMissedBreaksNothing() {
    assertThat(
            breaches(
                new Opened(0),
                new Opened(0),
                new Snapshot(1, false),
                new Opened(1),
                tell(SUBMITTED),
                new Opened(2),
                new Heartbeat(2),
                new Heartbeat(2),
                new Opened(2),
                tell(IMAGE),
                new Opened(4),
                tell(END),
                tell(CORRECTION),
                new Complete()))
        .isEmpty();
  }

  @Test
  void anHonestWatchOfWhatIsOverBreaksNothing() {
    assertThat(breaches(new Opened(0), new Snapshot(5, true), new Complete())).isEmpty();
  }

  @Test
  void orderedFindsAnEventThatComesTooLate() {
    assertBroken("Ordered", new Opened(1), tell(SUBMITTED), tell(IMAGE), tell(PLACE));
  }

  @Test
  void uniqueFindsAnEventThatIsToldTwice() {
    assertBroken("Unique", new Opened(1), tell(SUBMITTED), tell(SUBMITTED));
  }

  @Test
  void uniqueFindsAnEventThatIsToldAgainAfterAReconnect() {
    assertBroken("Unique", new Opened(1), tell(SUBMITTED), new Opened(2), tell(SUBMITTED));
  }

  @Test
  void uniqueFindsAnEventThatTheWholeJobKnew() {
    assertBroken("Unique", new Opened(0), new Snapshot(2, false), tell(SUBMITTED));
  }

  @Test
  void reliableFindsWhatIsMissingBetweenTwoEvents() {
    assertBroken("Reliable", new Opened(1), tell(SUBMITTED), tell(PLACE), tell(END));
  }

  @Test
  void reliableFindsWhatIsMissingAcrossAReconnect() {
    assertBroken("Reliable", new Opened(1), tell(SUBMITTED), new Opened(2), tell(END));
  }

  @Test
  void reliableFindsWhatIsMissingAtTheEnd() {
    assertBroken("Reliable", new Opened(1), tell(SUBMITTED), new Complete());
  }

  @Test
  void reliableFindsAHeartbeatThatLeapsOverAnEvent() {
    assertBroken("Reliable", new Opened(1), tell(SUBMITTED), new Heartbeat(4));
  }

  @Test
  void atomicFindsAnEventThatIsNotWhatWasCommitted() {
    assertBroken("Atomic", new Opened(1), tell(new Happening(2, false, false, "half of it")));
  }

  @Test
  void atomicFindsAnEventThatWasNeverCommitted() {
    assertBroken("Atomic", new Opened(6), tell(must(7)));
  }

  @Test
  void atomicFindsAJobThatIsAheadOfItsHistory() {
    assertBroken("Atomic", new Opened(0), new Snapshot(4, true));
  }

  @Test
  void atomicFindsAJobOfAFuture() {
    assertBroken("Atomic", new Opened(0), new Snapshot(9, true));
  }

  @Test
  void resumableFindsARefusal() {
    assertBroken("Resumable", new Opened(2), new Refused("OUT_OF_RANGE"));
  }

  @Test
  void resumableFindsAWholeJobThatNobodyNeeds() {
    assertBroken("Resumable", new Opened(2), new Snapshot(4, false));
  }

  @Test
  void resumableFindsAFreshWatchWithoutTheWholeJob() {
    assertBroken("Resumable", new Opened(0), tell(ACCEPTED));
  }

  @Test
  void resumableFindsWhatTheReaderHadAlready() {
    assertBroken("Resumable", new Opened(4), tell(IMAGE));
  }

  @Test
  void bookmarkableFindsAHeartbeatBeforeWhatItCovers() {
    assertBroken("Bookmarkable", new Opened(1), new Heartbeat(2), tell(SUBMITTED));
  }

  @Test
  void bookmarkableFindsAHeartbeatFromTheFuture() {
    assertBroken("Bookmarkable", new Opened(6), new Heartbeat(7));
  }

  @Test
  void bookmarkableFindsAHeartbeatThatGoesBack() {
    assertBroken(
        "Bookmarkable", new Opened(1), tell(SUBMITTED), new Heartbeat(2), new Heartbeat(1));
  }

  @Test
  void terminalOnceFindsACompletionWithoutAnEnd() {
    assertBroken("Terminal-once", new Opened(3), tell(IMAGE), new Complete());
  }

  @Test
  void terminalOnceFindsAnEventAfterTheEnd() {
    assertBroken("Terminal-once", new Opened(4), tell(END), tell(must(6)));
  }

  @Test
  void terminalOnceFindsAThirdEnd() {
    assertBroken(
        "Terminal-once",
        new Opened(4),
        tell(END),
        tell(CORRECTION),
        tell(new Happening(7, false, true, "failed")));
  }

  @Test
  void terminalOnceFindsWhatFollowsTheCompletion() {
    assertBroken("Terminal-once", new Opened(4), tell(END), new Complete(), new Heartbeat(5));
  }
}
