package dev.easel.server;

import com.google.inject.Module;
import dev.easel.server.config.Configuration;
import dev.easel.server.config.ConfigurationLayers;
import dev.easel.server.config.StartupException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Servers whose ports a test has wrapped. */
public final class Servers {
  private Servers() {}

  /** A server with these changes of its bindings. */
  public static Easel start(Configuration configuration, UnaryOperator<Module> bindings)
      throws StartupException {
    return Easel.start(configuration, bindings);
  }

  /** Of a server that asks no seller for anything. */
  static Configuration configuration(Path data, int grpcPort) throws StartupException {
    return Easel.configure(
        new ConfigurationLayers(
            Optional.empty(),
            Map.of(),
            Map.of(
                "grpc.port",
                Integer.toString(grpcPort),
                "http.port",
                "0",
                "data.folder",
                data.toString(),
                "providers.fal.key",
                "never-used")));
  }
}
