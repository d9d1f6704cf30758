package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallerKeyTest {
  @TempDir private Path folder = Path.of("");
  private final ScriptedServer server;

  CallerKeyTest() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void comesFromStandardInput() {
    Shell shell = Shell.typing("sk-typed\n", folder, server);
    server.images().generates.then(Script.refused(Sample.refusal()));

    assertThat(shell.run("generate", "fox", "--openai-key-file", "-")).isEqualTo(4);

    assertThat(server.keys().seen()).containsExactly("Generate sk-typed");
  }

  @Test
  void isSentWithNoCallThatDoesNotNeedIt() {
    Shell shell = Shell.typing("sk-typed", folder, server);
    server.images().generates.then(Script.of(Sample.started()));
    server.images().watches.then(Script.of(Sample.ended(2, Sample.succeeded())));
    server.blobs().reads.then(Script.of(Sample.chunk(Sample.BYTES)));

    assertThat(shell.run("generate", "fox", "--openai-key-file=-", "--json")).isZero();

    assertThat(server.keys().seen()).containsExactly("Generate sk-typed");
    assertThat(shell.out() + shell.err()).doesNotContain("sk-typed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "sk-one\nsk-two", "sk-schlüssel"})
  void aFileWithoutOneKeyIsToldWithoutItsContent(String content) throws Exception {
    Files.writeString(folder.resolve("key"), content);
    Shell shell = Shell.at(folder, server);

    assertThat(shell.run("generate", "fox", "--openai-key-file", "key")).isEqualTo(1);

    assertThat(shell.err()).startsWith("easel: key holds no key: ").doesNotContain("sk-");
    assertThat(server.images().generates.requests()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereOrIsNoKeyIsTold() throws Exception {
    Files.writeString(folder.resolve("photo"), "x".repeat(5000));
    Shell shell = Shell.at(folder, server);

    assertThat(shell.run("generate", "fox", "--openai-key-file", "none")).isEqualTo(1);
    assertThat(shell.run("generate", "fox", "--openai-key-file", "photo")).isEqualTo(1);

    assertThat(shell.err().lines())
        .containsExactly("easel: none: no such file", "easel: photo holds more than a key");
  }

  @Test
  void neverCrossesANetworkInPlaintext() {
    Shell shell = Shell.typing("sk-typed", folder, server);

    int code =
        shell.run(
            "generate",
            "fox",
            "--openai-key-file=-",
            "--server=easel.example:50051",
            "--plaintext");

    assertThat(code).isEqualTo(2);
    assertThat(shell.err()).contains("not sent in plaintext").doesNotContain("sk-typed");
  }
}
