package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Binder;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.easel.server.config.Configuration;
import dev.easel.server.config.ConfigurationLayers;
import dev.easel.server.job.JobClaims;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose virtual threads wait for a processor. */
final class BusyProcessTest {
  private final Semaphore heartbeats = new Semaphore(0);

  @Test
  void keepsItsLease(@TempDir Path data) throws Exception {
    try (Easel _ = Easel.start(configuration(data), this::counted);
        BusyProcessors _ = BusyProcessors.all()) {
      heartbeats.drainPermits();
      // The first may have been under way.
      assertThat(heartbeats.tryAcquire(2, 14, TimeUnit.SECONDS)).as("it was heard of").isTrue();
    }
  }

  private static Configuration configuration(Path data) throws Exception {
    return Easel.configure(
        new ConfigurationLayers(
            Optional.empty(),
            Map.of(),
            Map.of(
                "grpc.port",
                "0",
                "http.port",
                "0",
                "data.folder",
                data.toString(),
                "providers.fal.key",
                "never-used")));
  }

  private Module counted(Module original) {
    return Modules.override(original)
        .with((Binder binder) -> binder.bind(JobClaims.class).toInstance(counter()));
  }

  private JobClaims counter() {
    return (JobClaims)
        Proxy.newProxyInstance(
            JobClaims.class.getClassLoader(),
            new Class<?>[] {JobClaims.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("heartbeat")) {
                heartbeats.release();
              }
              return nothing(method);
            });
  }

  /** What a store without jobs answers. */
  private static Object nothing(Method method) {
    Class<?> type = method.getReturnType();
    if (type == boolean.class) {
      return false;
    }
    if (type == List.class) {
      return List.of();
    }
    return type == Map.class ? Map.of() : Optional.empty();
  }
}
