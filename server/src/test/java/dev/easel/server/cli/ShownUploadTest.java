package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.cli.terminal.Progress;
import dev.easel.server.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ShownUploadTest {
  private static final long SIZE = 50L << 20;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final FakeTime time = new FakeTime();

  @Test
  void saysNothingOfAnUploadThatIsOverSoon() {
    ShownUpload upload = upload(false);
    time.advance(Duration.ofMillis(900));
    upload.sent(SIZE, SIZE);
    upload.done();
    assertThat(text()).isEmpty();
  }

  @Test
  void logsALineForEveryTenthOfALongOne() {
    ShownUpload upload = upload(false);
    time.advance(Duration.ofSeconds(2));
    for (int percent = 25; percent <= 45; percent++) {
      upload.sent(SIZE * percent / 100, SIZE);
    }
    upload.done();
    assertThat(text().lines())
        .containsExactly(
            "2026-11-21T12:00:02Z sending photo.png",
            "2026-11-21T12:00:02Z 20%",
            "2026-11-21T12:00:02Z 30%",
            "2026-11-21T12:00:02Z 40%",
            "2026-11-21T12:00:02Z sent photo.png");
  }

  @Test
  void redrawsTheLineOfATerminal() {
    ShownUpload upload = upload(true);
    time.advance(Duration.ofSeconds(2));
    upload.sent(SIZE / 2, SIZE);
    assertThat(text()).contains("sending photo.png").contains("50%").doesNotContain("\n");
  }

  private ShownUpload upload(boolean live) {
    PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, stream, live, 80, /* unicode= */ true, false);
    return new ShownUpload(Path.of("/some/photo.png"), Progress.on(terminal, time), time);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
