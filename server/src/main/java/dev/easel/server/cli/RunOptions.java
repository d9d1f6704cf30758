package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.spi.Secret;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a paid request is run: where, under which name, on whose key, and what is done after. */
final class RunOptions {
  private final Surroundings surroundings;

  @Mixin private final FileOptions files = new FileOptions();
  @Mixin private final ServerOptions server;

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description =
          "Name this request: the same name never spends twice. A fresh one is made otherwise.")
  private String requestId = UUID.randomUUID().toString();

  @Option(
      names = "--openai-key-file",
      paramLabel = "FILE",
      description =
          "Pay with the OpenAI key in this file, - for standard input, at providers that take it.")
  private @Nullable String keyFile;

  @Option(names = "--json", description = "Print the finished job as JSON.")
  private boolean json;

  RunOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  /** Where images go. */
  FileOptions files() {
    return files;
  }

  /** The name of the request, never empty. */
  String requestId() throws CommandFailed {
    if (requestId.isBlank()) {
      throw new CommandFailed(
          ExitCode.USAGE, "--request-id is empty; leave it out for a fresh one");
    }
    return requestId;
  }

  /** Whether the finished job is printed as JSON. */
  boolean json() {
    return json;
  }

  /** The caller's own key, if one was named; standard input is read for it at once. */
  Optional<Secret> callerKey() throws CommandFailed {
    return keyFile == null
        ? Optional.empty()
        : Optional.of(new KeyFile(keyFile).read(surroundings));
  }

  /** Connects. */
  Connection connect() throws CommandFailed {
    return server.connect();
  }
}
