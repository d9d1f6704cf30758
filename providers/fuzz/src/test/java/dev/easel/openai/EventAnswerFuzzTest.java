package dev.easel.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.easel.fuzz.PiecedBytes;
import dev.easel.http.SafeText;
import dev.easel.http.UnknownCodes;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.stream.EventStream;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Priority;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The images of a stream of events, whose bytes are those that a seller sent. */
final class EventAnswerFuzzTest {
  private static final int COUNT = 3;

  @FuzzTest(maxDuration = "60s")
  void imagesAreThoseOfWholeReadersHoweverTheStreamArrives(byte[] input) throws Exception {
    byte[] stream = ended(input);
    Reading reading = read(stream, stream.length);
    assertThat(read(stream, 1)).isEqualTo(reading);
    assertThat(read(stream, 7)).isEqualTo(reading);
    assertThat(reading.arrivalTold()).isEqualTo(reading.finished());
    if (!reading.images().isEmpty()) {
      assertThat(reading.finished()).as("nobody cuts off what is bought").isTrue();
    }
    ExpectedImages expected = ExpectedImages.of(stream, COUNT);
    for (int slot = 0; slot < expected.slots().size(); slot++) {
      assertThat(Optional.ofNullable(reading.images().get(slot)))
          .isEqualTo(expected.slots().get(slot));
    }
    if (expected.all()) {
      assertThat(reading.images())
          .allSatisfy((slot, _) -> assertThat(slot).isLessThan(expected.slots().size()));
    }
  }

  /**
   * What a stream gave.
   *
   * @param images what was kept, by slot, in hexadecimal digits
   * @param previews what was kept of unfinished images
   * @param finished whether the host was told that the work is over
   * @param arrivalTold whether the connection was
   * @param end how it ended
   */
  private record Reading(
      Map<Integer, String> images,
      List<String> previews,
      boolean finished,
      boolean arrivalTold,
      End end) {}

  private enum End {
    READ,
    ERROR,
    UNREADABLE
  }

  /** Whole readers drop an event that is not ended. */
  private static byte[] ended(byte[] input) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(input);
    stream.writeBytes(new byte[] {'\n', '\n'});
    return stream.toByteArray();
  }

  private static Reading read(byte[] stream, int piece) throws Exception {
    KeepingSink sink = new KeepingSink();
    AtomicBoolean arrivalTold = new AtomicBoolean();
    Failures failures =
        new Failures(
            Preset.OPENAI,
            new SafeText(List.of()),
            InstantSource.system(),
            new UnknownCodes("a stranger"));
    try (Reception reception = new Reception(work(), sink, failures, () -> arrivalTold.set(true))) {
      End end = end(new EventStream(new PiecedBytes(stream, piece)), reception);
      return new Reading(sink.images(), sink.previews(), sink.isFinished(), arrivalTold.get(), end);
    }
  }

  private static End end(EventStream events, Reception reception) throws Exception {
    try {
      return EventAnswer.read(events, JsonLimits.ANSWER, reception).isPresent()
          ? End.ERROR
          : End.READ;
    } catch (JsonException e) {
      assertThat(e.getMessage()).isNotBlank();
      return End.UNREADABLE;
    }
  }

  private static ImageWork work() {
    return new ImageWork(
        Operation.GENERATE,
        "a heron",
        "gpt-image-1.5",
        new OutputSpec(
            COUNT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        Priority.NORMAL,
        2,
        Optional.empty());
  }
}
