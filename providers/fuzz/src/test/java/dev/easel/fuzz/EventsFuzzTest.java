package dev.easel.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.easel.http.EventReader;
import dev.easel.http.ServerEvent;
import dev.easel.http.TransportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class EventsFuzzTest {
  private static final int MOST = 64;

  @FuzzTest(maxDuration = "60s")
  void streamMeansTheSameHoweverItsBytesArrive(byte[] input) throws Exception {
    Reading whole = read(input, Math.max(1, input.length));
    assertThat(read(input, 1)).isEqualTo(whole);
    assertThat(read(input, 7)).isEqualTo(whole);
    for (ServerEvent event : whole.events()) {
      // As many line feeds as fields at most, beside what the fields hold.
      assertThat(event.data().length()).isLessThanOrEqualTo(MOST + 1);
      assertThat(event.type()).isNotEmpty().doesNotContain("\n", "\r");
    }
  }

  /** What a stream gave, and whether it was refused then. */
  private record Reading(List<ServerEvent> events, boolean refused) {}

  private static Reading read(byte[] input, int piece) throws InterruptedException {
    EventReader reader = new EventReader(new PiecedBytes(input, piece), MOST);
    List<ServerEvent> events = new ArrayList<>();
    try {
      for (Optional<ServerEvent> next = reader.next(); next.isPresent(); next = reader.next()) {
        events.add(next.get());
      }
      return new Reading(events, false);
    } catch (TransportException e) {
      assertThat(e.reason()).isEqualTo(TransportException.Reason.TOO_LARGE);
      return new Reading(events, true);
    }
  }
}
