package dev.easel.spi;

import java.util.Optional;

/**
 * One setting of a provider kind.
 *
 * @param name its key, in lower case with hyphens
 * @param type what its value is
 * @param description one line for people
 * @param defaultValue its value when nothing is configured
 * @param environment an environment variable that gives its value when the configuration does not
 * @param required whether an instance cannot be made without it
 */
public record Setting(
    String name,
    Type type,
    String description,
    Optional<String> defaultValue,
    Optional<String> environment,
    boolean required) {

  /** What a value is. */
  public enum Type {
    /** Any text. */
    TEXT,
    /** An absolute http or https URL. */
    URL,
    /** A length of time, such as {@code 30s}. */
    DURATION,
    /** A secret: never rendered. */
    SECRET
  }

  /** A setting with a default. */
  public static Setting optional(String name, Type type, String defaultValue, String description) {
    return new Setting(name, type, description, Optional.of(defaultValue), Optional.empty(), false);
  }

  /** A secret that an instance cannot be made without. */
  public static Setting requiredSecret(String name, String environment, String description) {
    return new Setting(
        name, Type.SECRET, description, Optional.empty(), Optional.of(environment), true);
  }
}
