package dev.easel.server.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a configuration, so that all of it is told at once. */
final class Problems {
  private final List<String> lines = new ArrayList<>();

  void add(String path, String message, String place) {
    lines.add(path + ": " + message + " [" + place + "]");
  }

  void add(String line) {
    lines.add(line);
  }

  void throwIfAny() throws StartupException {
    if (!lines.isEmpty()) {
      throw new StartupException(lines.stream().distinct().sorted().toList());
    }
  }
}
