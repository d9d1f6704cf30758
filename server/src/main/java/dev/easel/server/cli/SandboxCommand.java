package dev.easel.server.cli;

import dev.easel.sandbox.Sandbox;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a sandbox alone. */
@Command(
    name = "sandbox",
    description = "Runs emulated sellers over HTTP until SIGINT or SIGTERM: no keys, no spend.")
final class SandboxCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private SandboxFlags flags = new SandboxFlags();

  SandboxCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (Sandbox sandbox = Sandboxes.start(flags.options())) {
      surroundings.terminal().out().println("easel: sandbox on " + sandbox.uri());
      surroundings.stop().await();
    }
    return ExitCode.OK.number();
  }
}
