package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.config.Configuration;
import dev.easel.server.config.StartupException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that cannot start leaves behind. */
final class FailedStartTest {
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final RecordedClaims claims = new RecordedClaims(calls::add);

  @Test
  void whatItsProcessHasClaimedIsGivenUpAndNothingIsClaimed(@TempDir Path data) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Configuration configuration = Servers.configuration(data, taken.getLocalPort());
      assertThatThrownBy(() -> Servers.start(configuration, claims::in).close())
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("grpc.port");
    }
    assertThat(calls).contains("heartbeat").doesNotContain("claim");
    assertThat(calls.getLast()).isEqualTo("releaseAll");
  }
}
