package dev.easel.server.cli;

import dev.easel.server.cli.client.Time;
import dev.easel.server.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;

/**
 * All that a command knows of the world.
 *
 * @param terminal where to write
 * @param time what time it is
 * @param environment the process's variables
 * @param folder what relative file names are relative to
 * @param stop the wish to stop
 */
public record Surroundings(
    Terminal terminal, Time time, Map<String, String> environment, Path folder, Stop stop) {
  /** Copies. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
