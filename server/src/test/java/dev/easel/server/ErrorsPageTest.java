package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every reason is a promise to programs, so it is explained to those who write them. */
final class ErrorsPageTest {
  @ParameterizedTest
  @EnumSource
  void everyReasonIsExplained(Reason reason) throws IOException {
    Path page = Path.of("..", "docs", "errors.md");
    assertThat(Files.readString(page)).contains("`" + reason.name() + "`");
  }
}
