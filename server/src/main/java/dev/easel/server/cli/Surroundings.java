package dev.easel.server.cli;

import dev.easel.server.cli.client.Time;
import dev.easel.server.cli.terminal.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * All that a command knows of the world.
 *
 * @param terminal where to write
 * @param in what is read when a command is told to read standard input
 * @param time what time it is
 * @param environment the process's variables
 * @param folder what relative file names are relative to
 * @param stop the wish to stop
 */
public record Surroundings(
    Terminal terminal,
    InputStream in,
    Time time,
    Map<String, String> environment,
    Path folder,
    Stop stop) {
  /** Copies. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
