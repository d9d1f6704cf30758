package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void helpNamesTheCommandsAndTheExitCodes() {
    Shell shell = new Shell(folder, Map.of(), /* stopped= */ false);

    assertThat(shell.run("generate", "--help")).isZero();
    assertThat(shell.run("--version")).isZero();

    assertThat(shell.out()).contains("--request-id").contains("  6  the job's outcome is unknown");
  }
}
