package dev.easel.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from, weakest first; below them all are the defaults.
 *
 * @param file a HOCON file, of which JSON is a part
 * @param environment the process's environment: {@code EASEL_…}, the sellers' own variables and
 *     AWS's
 * @param flags the command line's, by configuration key
 */
public record ConfigurationLayers(
    Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
  public ConfigurationLayers {
    environment = Map.copyOf(environment);
    flags = Map.copyOf(flags);
  }

  /** Without the values, which may be secrets. */
  @Override
  public String toString() {
    return "layers[file=" + file + ", environment and flags not shown]";
  }
}
