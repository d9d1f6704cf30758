package dev.easel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventReaderTest {
  private static final String STREAM =
      "\uFEFF: a comment\n"
          + "data: one\n\n"
          + "event: news\r\ndata: two\r\ndata:three\r\nid: 7\r\nretry: 9\r\n\r\n"
          + "event: forgotten\r\r"
          + "data\r\r"
          + "data:  ü: colon\n\n"
          + "data: unfinished\n";

  private static final List<ServerEvent> EVENTS =
      List.of(
          new ServerEvent("message", "one"),
          new ServerEvent("news", "two\nthree"),
          new ServerEvent("message", ""),
          new ServerEvent("message", " ü: colon"));

  @RepeatedTest(50)
  void readsTheSameHoweverTheBytesArrive(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    assertThat(events(new EventReader(pieces(STREAM, random), 1_000))).isEqualTo(EVENTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n\n", ": comment\n\n", "event: x\n\n", "data: x", "id: 1\n\n"})
  void givesNothingWhereThereIsNothing(String stream) throws Exception {
    assertThat(events(new EventReader(pieces(stream, new Random(1)), 100))).isEmpty();
  }

  @Test
  void boundsALine() {
    assertThatThrownBy(
            () -> events(new EventReader(pieces("data: " + "x".repeat(200), new Random(1)), 100)))
        .isInstanceOf(TransportException.class);
  }

  @Test
  void boundsAnEvent() {
    String stream = ("data: " + "x".repeat(50) + "\n").repeat(3);
    assertThatThrownBy(() -> events(new EventReader(pieces(stream, new Random(1)), 100)))
        .isInstanceOf(TransportException.class);
  }

  private static List<ServerEvent> events(EventReader reader) throws Exception {
    List<ServerEvent> events = new ArrayList<>();
    for (Optional<ServerEvent> next = reader.next(); next.isPresent(); next = reader.next()) {
      events.add(next.get());
    }
    return events;
  }

  private static ByteSource pieces(String text, Random random) {
    byte[] bytes = text.getBytes(UTF_8);
    int[] position = {0};
    return buffer -> {
      int left = bytes.length - position[0];
      if (left == 0) {
        return -1;
      }
      int count = Math.min(left, 1 + random.nextInt(7));
      System.arraycopy(bytes, position[0], buffer, 0, count);
      position[0] += count;
      return count;
    };
  }
}
