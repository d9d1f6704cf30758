package dev.easel.server.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One setting of the server.
 *
 * @param name its path, such as {@code grpc.port}
 * @param type what its value is
 * @param defaultValue its value when nobody gives one
 * @param description one line for people
 */
record Key(String name, Type type, Optional<String> defaultValue, String description) {
  enum Type {
    TEXT,
    PORT,
    COUNT,
    DURATION,
    SIZE,
    URL,
    SECRET,
    NAMES
  }

  /** The environment variable that gives the value of a path. */
  static String environmentName(String path) {
    return "EASEL_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
