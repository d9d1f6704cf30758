package dev.easel.server.cli;

import dev.easel.sandbox.Sandbox;
import dev.easel.server.Easel;
import dev.easel.server.cli.client.ServerAddress;
import dev.easel.server.config.Configuration;
import dev.easel.server.config.ConfigurationLayers;
import dev.easel.server.config.StartupException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves until it is told to stop. */
@Command(name = "serve", description = "Serves until SIGINT or SIGTERM.")
final class ServeCommand implements Callable<Integer> {
  private static final String FILE = "EASEL_CONFIG";

  private final Surroundings surroundings;

  @ArgGroup(exclusive = true)
  private Sellers sellers = new Sellers();

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "Address for gRPC (default: 127.0.0.1).")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port for gRPC, 0 for a free one (default: 50051).")
  private @Nullable Integer port;

  @Option(
      names = "--http-host",
      paramLabel = "H",
      description = "Address for HTTP (default: 127.0.0.1).")
  private @Nullable String httpHost;

  @Option(
      names = "--http-port",
      paramLabel = "N",
      description = "Port for HTTP, 0 for a free one (default: 50052).")
  private @Nullable Integer httpPort;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder for jobs and images.")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file (default: EASEL_CONFIG, else none).")
  private @Nullable Path config;

  @Option(
      names = "--print-config",
      description = "Print the effective configuration, secrets masked, and exit.")
  private boolean printConfig;

  ServeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (!sellers.sandbox) {
      return serve(Optional.ofNullable(sellers.sandboxUrl));
    }
    try (Sandbox sandbox = Sandboxes.start(Sandboxes.OPTIONS)) {
      return serve(Optional.of(sandbox.uri()));
    }
  }

  private int serve(Optional<URI> sandbox) throws CommandFailed, InterruptedException {
    try {
      Configuration configuration = Easel.configure(layers(sandbox));
      if (printConfig) {
        surroundings.terminal().out().println(configuration.render().stripTrailing());
        return ExitCode.OK.number();
      }
      try (Easel easel = Easel.start(configuration)) {
        ServerAddress address = ServerAddress.of(easel.grpcAddress());
        surroundings.terminal().out().println("easel: serving gRPC on " + address);
        surroundings.stop().await();
      }
      return ExitCode.OK.number();
    } catch (StartupException e) {
      throw new CommandFailed(ExitCode.FAILED, e.problems());
    }
  }

  private ConfigurationLayers layers(Optional<URI> sandbox) {
    Map<String, String> flags = new LinkedHashMap<>();
    put(flags, "grpc.host", host);
    put(flags, "grpc.port", port);
    put(flags, "http.host", httpHost);
    put(flags, "http.port", httpPort);
    put(flags, "data.folder", data == null ? null : surroundings.folder().resolve(data));
    put(flags, "sandbox.url", sandbox.orElse(null));
    Optional<Path> file =
        Optional.ofNullable(config)
            .or(() -> Optional.ofNullable(surroundings.environment().get(FILE)).map(Path::of))
            .map(surroundings.folder()::resolve);
    return new ConfigurationLayers(file, surroundings.environment(), flags);
  }

  private static void put(Map<String, String> flags, String key, @Nullable Object value) {
    if (value != null) {
      flags.put(key, value.toString());
    }
  }

  /** Who makes the images, when it is not the real sellers. */
  private static final class Sellers {
    @Option(
        names = "--sandbox",
        description = "Start a sandbox too and send every provider there: no keys, no spend.")
    private boolean sandbox;

    @Option(
        names = "--sandbox-url",
        paramLabel = "URL",
        description = "Send every provider to a sandbox that already runs.")
    private @Nullable URI sandboxUrl;
  }
}
