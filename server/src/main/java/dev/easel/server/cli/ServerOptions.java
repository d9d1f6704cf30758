package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.client.ServerAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server to speak to. */
final class ServerOptions {
  private static final String USUAL = "127.0.0.1:50051";

  private final Surroundings surroundings;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "The server (default: EASEL_SERVER, else " + USUAL + ").")
  private @Nullable ServerAddress server;

  @Option(
      names = "--plaintext",
      description =
          "Speak without TLS to another machine too. This machine is always spoken to so.")
  private boolean plaintext;

  ServerOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Connects. */
  Connection connect() throws CommandFailed {
    return Connection.to(server == null ? usual() : server, plaintext);
  }

  private ServerAddress usual() throws CommandFailed {
    try {
      return ServerAddress.parse(surroundings.environment().getOrDefault("EASEL_SERVER", USUAL));
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(ExitCode.USAGE, "EASEL_SERVER: " + e.getMessage());
    }
  }
}
