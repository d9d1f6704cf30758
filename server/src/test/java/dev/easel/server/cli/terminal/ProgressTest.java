package dev.easel.server.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.cli.FakeTime;
import dev.easel.server.cli.view.Columns;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressTest {
  private static final JobView QUEUED =
      new JobView("queued", "fal", "", OptionalInt.of(2), OptionalInt.empty(), 0, Optional.empty());
  private static final JobView RUNNING =
      new JobView(
          "running",
          "fal",
          "gpt-image-1",
          OptionalInt.empty(),
          OptionalInt.of(50),
          0,
          Optional.of(new JobView.Log(7, "画を描く now")));

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FakeTime time = new FakeTime();

  @Test
  void aLiveLineIsRedrawnInPlace() {
    Progress progress = Progress.on(terminal(true, 80, true, false), time);
    progress.show(QUEUED);
    time.advance(Duration.ofMillis(61_300));
    progress.tick();
    progress.close();

    assertThat(printed())
        .isEqualTo(
            "\r"
                + "\033[K\033[?7l⠋ queued  ━━━━╌╌╌╌╌╌╌╌╌╌╌╌  place 3 in the queue  0:00 "
                + " fal\033[?7h\r"
                + "\033[K\033[?7l⠸ queued  ╌╌╌╌╌╌╌╌╌╌╌━━━━╌  place 3 in the queue  1:01 "
                + " fal\033[?7h\r"
                + "\033[K");
  }

  @Test
  void aKnownShareFillsTheBarAndTheLastLogLineFillsTheRest() {
    LineText line = new LineText(terminal(true, 80, true, false));

    assertThat(line.of(RUNNING, Duration.ofSeconds(2), 0))
        .isEqualTo("⠋ running  ━━━━━━━━╌╌╌╌╌╌╌╌  50%  0:02  fal gpt-image-1  画を描く now");
  }

  @Test
  void aTerminalOfAsciiGetsAscii() {
    LineText line = new LineText(terminal(true, 60, false, false));

    assertThat(line.of(QUEUED, Duration.ZERO, 1))
        .isEqualTo("/ queued  -####-----------  place 3 in the queue  0:00  fal");
  }

  @Test
  void colourIsAddedWithoutChangingTheWidth() {
    String plain = new LineText(terminal(true, 80, true, false)).of(RUNNING, Duration.ZERO, 0);
    String coloured = new LineText(terminal(true, 80, true, true)).of(RUNNING, Duration.ZERO, 0);

    assertThat(coloured).contains("\033[36m⠋\033[0m").isNotEqualTo(plain);
    assertThat(coloured.replaceAll("\033\\[\\d+m", "")).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 40, 50, 60, 70, 80})
  void theLineNeverReachesTheLastColumn(int columns) {
    LineText line = new LineText(terminal(true, columns, true, false));

    assertThat(Columns.of(line.of(RUNNING, Duration.ofHours(3), 5))).isLessThan(columns);
  }

  @Test
  void elsewhereEachChangeIsALineWithTheTimeOfDay() {
    Progress progress = Progress.on(terminal(false, 0, true, false), time);
    progress.show(QUEUED);
    progress.tick();
    progress.show(QUEUED);
    time.advance(Duration.ofSeconds(2));
    progress.show(RUNNING);
    progress.close();

    assertThat(printed().lines())
        .containsExactly(
            "2026-11-21T12:00:00Z queued at fal",
            "2026-11-21T12:00:00Z place in the queue: 3",
            "2026-11-21T12:00:02Z running at fal",
            "2026-11-21T12:00:02Z 50%",
            "2026-11-21T12:00:02Z log: 画を描く now");
  }

  private Terminal terminal(boolean live, int columns, boolean unicode, boolean color) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Terminal(stream, stream, live, columns, unicode, color);
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
