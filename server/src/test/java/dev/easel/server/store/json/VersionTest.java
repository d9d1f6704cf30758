package dev.easel.server.store.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.Progress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What replicas of two releases make of each other's documents. */
final class VersionTest {
  private static final String PROGRESSED =
      "{\"v\":1,\"sequence\":3,\"time\":\"2026-11-21T12:00:00.000000001Z\","
          + "\"content\":{\"progressed\":{\"queue_position\":2}}}";

  private final EventJson events = new EventJson();

  @Test
  void aDocumentIsWhatThePageOfItsPackageSays() {
    JobEvent event =
        new JobEvent(
            3,
            Instant.parse("2026-11-21T12:00:00.000000001Z"),
            new JobEvent.Progressed(new Progress(Optional.of(2))));
    assertThat(events.write(event)).isEqualTo(PROGRESSED);
    assertThat(events.read(PROGRESSED)).isEqualTo(event);
  }

  @Test
  void aDocumentOfANewerEaselIsRefusedAsSuch() {
    UnreadableJobException refusal =
        catchThrowableOfType(
            UnreadableJobException.class,
            () -> events.read(PROGRESSED.replace("\"v\":1", "\"v\":2,\"new\":[]")));
    assertThat(refusal)
        .hasMessage(
            "a stored event cannot be read: it has version 2 and was written by a newer Easel, this"
                + " one reads up to version 1");
    assertThat(refusal.writtenByNewerEasel()).isTrue();
  }

  @Test
  void whatMayBeEmptyMayBeAbsent() {
    assertThat(events.read(PROGRESSED.replace("\"queue_position\":2", "")).content())
        .isEqualTo(new JobEvent.Progressed(new Progress(Optional.empty())));
  }

  @Test
  void whatIsNotKnownIsNotDropped() {
    assertDamaged(
        PROGRESSED.replace("_position\":2", "_position\":2,\"percent\":50"),
        "content.progressed: 1 unknown members, such as \"percent\"");
  }

  @Test
  void aWordThatIsNotKnownIsNamed() {
    assertDamaged(
        PROGRESSED.replace(
            "\"progressed\":{\"queue_position\":2}", "\"state_changed\":{\"state\":\"PAUSED\"}"),
        "content.state_changed.state: unknown word \"PAUSED\"");
  }

  @Test
  void aTextOfACallerIsNotShown() {
    assertDamaged(
        PROGRESSED.replace(
            "\"progressed\":{\"queue_position\":2}", "\"state_changed\":{\"state\":\"a red fox\"}"),
        "content.state_changed.state: unknown word (not shown)");
  }

  @Test
  void whatMustBeThereIsMissed() {
    assertDamaged(PROGRESSED.replace("\"sequence\":3,", ""), "\"sequence\" is missing");
    assertDamaged(PROGRESSED.replace("\"v\":1,", ""), "\"v\" is missing");
    assertDamaged("{}", "\"v\" is missing");
  }

  @Test
  void aVersionThatNeverWasIsDamage() {
    assertDamaged(PROGRESSED.replace("\"v\":1", "\"v\":0"), "v: there is no version 0");
    assertDamaged(
        PROGRESSED.replace("\"v\":1", "\"v\":\"1\""), "v: a number is needed, not a text");
  }

  @Test
  void aValueThatIsOutOfRangeSaysWhere() {
    assertDamaged(
        PROGRESSED.replace("_position\":2", "_position\":2.5"),
        "content.progressed.queue_position: out of its range, or not of its form");
  }

  private void assertDamaged(String document, String problem) {
    assertThatThrownBy(() -> events.read(document))
        .isInstanceOfSatisfying(
            UnreadableJobException.class,
            refusal -> assertThat(refusal.writtenByNewerEasel()).isFalse())
        .hasMessage("a stored event cannot be read: " + problem);
  }
}
