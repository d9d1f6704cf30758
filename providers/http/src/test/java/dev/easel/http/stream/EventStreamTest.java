package dev.easel.http.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.http.ServerEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventStreamTest {
  private static final String LARGE = "x".repeat(200_000);
  private static final String STREAM =
      "\uFEFF: a comment\n"
          + "data: one\n\n"
          + "event: news\r\ndata: two\r\ndata:three\r\nid: 7\r\nretry: 9\r\n\r\n"
          + "event: forgotten\r\r"
          + "data\r\r"
          + "data:  ü: colon\n\n"
          + "event: large\ndata: "
          + LARGE
          + "\n\n"
          + "data: unfinished\n";

  private static final List<ServerEvent> EVENTS =
      List.of(
          new ServerEvent("", "one"),
          new ServerEvent("news", "two\nthree"),
          new ServerEvent("", ""),
          new ServerEvent("", " ü: colon"),
          new ServerEvent("large", LARGE),
          new ServerEvent("", "unfinished"));

  @RepeatedTest(60)
  void readsTheSameHoweverTheBytesArrive(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    assertThat(events(STREAM, random)).isEqualTo(EVENTS);
  }

  @RepeatedTest(20)
  void dataThatNobodyReadsArePassedOver(RepetitionInfo repetition) throws Exception {
    EventStream stream = open(STREAM, new Random(repetition.getCurrentRepetition()));
    int count = 0;
    while (stream.next()) {
      count++;
    }
    assertThat(count).isEqualTo(EVENTS.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n\n", ": comment\n\n", "event: x\n\n", "id: 1\n\n", "event: x"})
  void givesNothingWhereThereIsNothing(String stream) throws Exception {
    assertThat(events(stream, new Random(1))).isEmpty();
  }

  @Test
  void longNamesAreNotHeld() throws Exception {
    assertThat(events("event: " + LARGE + "\ndata: a\n\n" + LARGE + ": b\n\n", new Random(1)))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).hasSizeLessThan(1_000);
          assertThat(event.data()).isEqualTo("a");
        });
  }

  private static List<ServerEvent> events(String text, Random random) throws Exception {
    EventStream stream = open(text, random);
    List<ServerEvent> events = new ArrayList<>();
    while (stream.next()) {
      String type = stream.type();
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 + random.nextInt(1_000)];
      for (int count = stream.data().read(buffer); count >= 0; count = stream.data().read(buffer)) {
        data.write(buffer, 0, count);
      }
      events.add(new ServerEvent(type, data.toString(UTF_8)));
    }
    return events;
  }

  private static EventStream open(String text, Random random) {
    return new EventStream(new PiecedSource(text.getBytes(UTF_8), random));
  }
}
