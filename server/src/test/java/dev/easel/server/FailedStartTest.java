package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Binder;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.easel.server.config.Configuration;
import dev.easel.server.config.ConfigurationLayers;
import dev.easel.server.config.StartupException;
import dev.easel.server.job.JobClaims;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that cannot start leaves behind. */
final class FailedStartTest {
  private final List<String> calls = new CopyOnWriteArrayList<>();

  @Test
  void whatItsProcessHasClaimedIsGivenUpAndNothingIsClaimed(@TempDir Path data) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Configuration configuration =
          Easel.configure(
              new ConfigurationLayers(
                  Optional.empty(),
                  Map.of(),
                  Map.of(
                      "grpc.port",
                      Integer.toString(taken.getLocalPort()),
                      "http.port",
                      "0",
                      "data.folder",
                      data.toString(),
                      "providers.fal.key",
                      "never-used")));
      assertThatThrownBy(() -> Easel.start(configuration, this::recorded).close())
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("grpc.port");
    }
    assertThat(calls).contains("heartbeat").doesNotContain("claim");
    assertThat(calls.getLast()).isEqualTo("releaseAll");
  }

  private Module recorded(Module original) {
    return Modules.override(original)
        .with((Binder binder) -> binder.bind(JobClaims.class).toInstance(recorder()));
  }

  private JobClaims recorder() {
    return (JobClaims)
        Proxy.newProxyInstance(
            JobClaims.class.getClassLoader(),
            new Class<?>[] {JobClaims.class},
            (proxy, method, arguments) -> {
              calls.add(method.getName());
              return method.getReturnType() == boolean.class ? false : null;
            });
  }
}
