package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServeCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void saysInOneLineWhereItServesAndStopsWithZero() {
    Shell shell = new Shell(folder, Map.of(), /* stopped= */ true);

    assertThat(shell.run("serve", "--sandbox", "--port=0", "--http-port=0", "--data=data"))
        .isZero();

    assertThat(shell.outLines())
        .singleElement()
        .asString()
        .matches("easel: serving gRPC on 127\\.0\\.0\\.1:\\d+");
    assertThat(folder.resolve("data")).isDirectory();
  }

  @Test
  void aPortThatIsTakenIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Shell shell = new Shell(folder, Map.of(), /* stopped= */ true);
      String port = Integer.toString(taken.getLocalPort());

      assertThat(shell.run("serve", "--sandbox", "--port", port, "--http-port=0", "--data=data"))
          .isEqualTo(1);

      assertThat(shell.out()).isEmpty();
      assertThat(shell.err().lines())
          .singleElement()
          .asString()
          .startsWith("easel: ")
          .contains(port);
    }
  }

  @Test
  void printsItsConfigurationWithoutServing() {
    Shell shell = new Shell(folder, Map.of("FAL_KEY", "very-secret"), /* stopped= */ true);

    assertThat(shell.run("serve", "--port=5005", "--print-config")).isZero();

    assertThat(shell.out()).contains("grpc.port").contains("5005").doesNotContain("very-secret");
  }

  @Test
  void readsTheFileThatTheEnvironmentNames() throws Exception {
    Path file = Files.writeString(folder.resolve("easel.conf"), "grpc.port = 5006");
    Shell shell = new Shell(folder, Map.of("EASEL_CONFIG", file.toString()), /* stopped= */ true);

    assertThat(shell.run("serve", "--sandbox", "--print-config")).isZero();

    assertThat(shell.out()).contains("5006");
  }

  @Test
  void takesOneSandboxNotTwo() {
    Shell shell = new Shell(folder, Map.of(), /* stopped= */ true);

    assertThat(shell.run("serve", "--sandbox", "--sandbox-url", "http://127.0.0.1:1")).isEqualTo(2);
  }

  @Test
  void theSandboxRunsAloneToo() {
    Shell shell = new Shell(folder, Map.of(), /* stopped= */ true);

    assertThat(shell.run("sandbox", "--latency", "10ms")).isZero();

    assertThat(shell.outLines())
        .singleElement()
        .asString()
        .matches("easel: sandbox on http://127\\.0\\.0\\.1:\\d+");
  }

  @ParameterizedTest
  @CsvSource({
    "--openai-tier, 6, tier 6 is not from 1 to 5",
    "--fal-concurrency, 0, lets nothing run",
    "--tls-key, key.pem, give both",
    "--retired-on, soon, --retired-on",
    "--image-bytes, 100, an even number from 32768 to 67108864",
    "--image-bytes, 65537, an even number from 32768 to 67108864",
    "--image-bytes, 67108866, an even number from 32768 to 67108864",
    "--image-bytes, many, --image-bytes"
  })
  void sandboxRefusesFlagsThatMakeNoSense(String flag, String value, String said) {
    Shell shell = new Shell(folder, Map.of(), /* stopped= */ true);

    assertThat(shell.run("sandbox", flag, value)).isEqualTo(2);

    assertThat(shell.err()).contains(said);
  }

  @Test
  void sandboxSaysWhichKeyItCannotRead() {
    Shell shell = new Shell(folder, Map.of(), /* stopped= */ true);

    assertThat(shell.run("sandbox", "--tls-certificate", "none.pem", "--tls-key", "key.pem"))
        .isEqualTo(2);

    assertThat(shell.err()).contains("cannot read none.pem");
  }

  @Test
  void sandboxTakesEveryFlag() {
    Shell shell = new Shell(folder, Map.of(), /* stopped= */ true);

    int code =
        shell.run(
            "sandbox",
            "--retired-on",
            "2026-12-01",
            "--deployment",
            "pictures=gpt-image-2",
            "--openai-tier",
            "1",
            "--fal-concurrency",
            "2",
            "--fal-billable-units",
            "--image-bytes",
            "65536");

    assertThat(code).isZero();
  }

  @Test
  void helpNamesTheCommandsAndTheExitCodes() {
    Shell shell = new Shell(folder, Map.of(), /* stopped= */ false);

    assertThat(shell.run("generate", "--help")).isZero();
    assertThat(shell.run("--version")).isZero();

    assertThat(shell.out()).contains("--request-id").contains("  6  the job's outcome is unknown");
  }
}
