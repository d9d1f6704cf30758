package dev.easel.server.store.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.http.json.JsonWriter;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What damage makes of a document: another job at worst, never anything but one exception. */
final class DamagedJsonTest {
  private static final int ROUNDS = 5_000;

  private final long seed = Long.getLong("easel.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final EventJson events = new EventJson();
  private final String document = events.write(lastEvent());

  /** The event with a whole job in it. */
  private JobEvent lastEvent() {
    RandomRecords whole = RandomRecords.whole(random);
    JobEvent any = whole.next(JobEvent.class);
    return new JobEvent(any.sequence(), any.time(), whole.next(JobEvent.StateChanged.class));
  }

  @Test
  void aDocumentCutAtAnyByteIsUnreadable() {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      String cut = new String(bytes, 0, length, StandardCharsets.UTF_8);
      assertThatThrownBy(() -> events.read(cut))
          .as("seed %d, cut at %d", seed, length)
          .isInstanceOf(UnreadableJobException.class);
    }
  }

  @Test
  void changedBytesGiveAnEventOrAreUnreadable() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      for (int left = 1 + random.nextInt(3); left > 0; left--) {
        bytes[random.nextInt(bytes.length)] = anyByte();
      }
      tryToRead(new String(bytes, StandardCharsets.UTF_8), round);
    }
  }

  @Test
  void piecesLostOrRepeatedGiveAnEventOrAreUnreadable() {
    for (int round = 0; round < ROUNDS; round++) {
      int from = random.nextInt(document.length());
      int to = from + random.nextInt(Math.min(64, document.length() - from) + 1);
      String piece = random.nextBoolean() ? "" : document.substring(from, to).repeat(2);
      tryToRead(document.substring(0, from) + piece + document.substring(to), round);
    }
  }

  @Test
  void aValueInPlaceOfAnotherGivesAnEventOrIsUnreadable() throws Exception {
    Json whole = new JsonReader(JsonLimits.FILE).read(document.getBytes(StandardCharsets.UTF_8));
    for (int round = 0; round < ROUNDS; round++) {
      byte[] changed = new JsonWriter().write(withAnother(whole));
      tryToRead(new String(changed, StandardCharsets.UTF_8), round);
    }
  }

  @Test
  void aBottomlessDocumentIsUnreadable() {
    assertThatThrownBy(() -> events.read("{\"content\":".repeat(100_000)))
        .isInstanceOf(UnreadableJobException.class);
  }

  private void tryToRead(String damaged, int round) {
    Optional<JobEvent> read = read(damaged, round);
    read.ifPresent(
        event -> assertThat(events.read(events.write(event))).as("seed %d", seed).isEqualTo(event));
  }

  private Optional<JobEvent> read(String damaged, int round) {
    try {
      return Optional.of(events.read(damaged));
    } catch (UnreadableJobException e) {
      assertThat(e).hasMessageStartingWith("a stored event cannot be read: ");
      return Optional.empty();
    } catch (RuntimeException e) {
      throw new AssertionError("seed %d, round %d".formatted(seed, round), e);
    }
  }

  private byte anyByte() {
    return random.nextBoolean()
        ? (byte) random.nextInt()
        : (byte) "{}[]\",:0123456789eE-+.\\ truefalsn".charAt(random.nextInt(33));
  }

  /** The tree with one value in it replaced, at a place found by walking down at random. */
  private Json withAnother(Json json) {
    return switch (json) {
      case Json.ObjectValue(Map<String, Json> members)
          when !members.isEmpty() && random.nextInt(12) > 0 -> {
        Map<String, Json> changed = new LinkedHashMap<>(members);
        String name = List.copyOf(members.keySet()).get(random.nextInt(members.size()));
        changed.computeIfPresent(name, (_, value) -> withAnother(value));
        yield new Json.ObjectValue(changed);
      }
      case Json.ArrayValue(List<Json> elements)
          when !elements.isEmpty() && random.nextInt(12) > 0 -> {
        List<Json> changed = new ArrayList<>(elements);
        changed.set(0, withAnother(changed.getFirst()));
        yield new Json.ArrayValue(changed);
      }
      default -> any();
    };
  }

  private Json any() {
    List<Json> values =
        List.of(
            new Json.NullValue(),
            new Json.BooleanValue(true),
            Json.of(-1),
            Json.of(Integer.MAX_VALUE + 1L),
            Json.of(7),
            new Json.NumberValue(new BigDecimal("9223372036854775808")),
            new Json.NumberValue(new BigDecimal("0.5")),
            new Json.NumberValue(new BigDecimal("1E+900")),
            Json.of(""),
            Json.of("http://[x"),
            Json.of("1E999999999999"),
            Json.of("2026-02-30T00:00:00Z"),
            Json.of("PT9223372036854775808S"),
            Json.of("0x1"),
            Json.of(Arrays.toString(JobState.values())),
            new Json.ArrayValue(List.of()),
            new Json.ArrayValue(List.of(new Json.NullValue())),
            new Json.ObjectValue(Map.of()),
            new Json.ObjectValue(Map.of("filled", new Json.NullValue())));
    return values.get(random.nextInt(values.size()));
  }
}
