package dev.easel.server.cli;

import dev.easel.server.cli.client.Time;
import dev.easel.server.cli.terminal.ProcessTerminal;
import java.nio.file.Path;
import java.time.Duration;

/** Where the process begins. */
public final class Main {
  // Longer than a server takes to let its jobs end.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    SignalStop stop = SignalStop.listening(PATIENCE);
    Surroundings surroundings =
        new Surroundings(
            ProcessTerminal.detect(System.getenv(), System.getProperties()),
            System.in,
            Time.system(),
            System.getenv(),
            Path.of(""),
            stop);
    stop.end(Program.in(surroundings).execute(arguments));
  }
}
