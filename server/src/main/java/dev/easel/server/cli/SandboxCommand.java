package dev.easel.server.cli;

import dev.easel.sandbox.Sandbox;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a sandbox alone. */
@Command(
    name = "sandbox",
    description = "Runs emulated sellers over HTTP until SIGINT or SIGTERM: no keys, no spend.")
final class SandboxCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--host", paramLabel = "H", description = "Address (default: 127.0.0.1).")
  private String host = "127.0.0.1";

  @Option(names = "--port", paramLabel = "N", description = "Port (default: a free one).")
  private int port;

  @Option(
      names = "--latency",
      paramLabel = "DURATION",
      description = "From a submit to its result (default: 2s).")
  private Duration latency = Sandboxes.LATENCY;

  SandboxCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (Sandbox sandbox = Sandboxes.start(host, port, latency)) {
      surroundings.terminal().out().println("easel: sandbox on " + sandbox.uri());
      surroundings.stop().await();
    }
    return ExitCode.OK.number();
  }
}
