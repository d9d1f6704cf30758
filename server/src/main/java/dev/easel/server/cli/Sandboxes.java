package dev.easel.server.cli;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Starts sandboxes. */
final class Sandboxes {
  /** Long enough for progress to be seen. */
  static final Duration LATENCY = Duration.ofSeconds(2);

  /** On loopback at any free port. */
  static final SandboxOptions OPTIONS = SandboxOptions.defaults().withLatency(LATENCY);

  private Sandboxes() {}

  static Sandbox start(SandboxOptions options) throws CommandFailed {
    try {
      return Sandbox.start(options);
    } catch (UncheckedIOException e) {
      throw new CommandFailed(
          ExitCode.FAILED,
          "the sandbox cannot listen on %s port %d (%s); choose another with --port"
              .formatted(options.host(), options.port(), e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
