package dev.easel.server.config;

import java.util.List;

/** Easel cannot start as it is configured, or where it is. */
public final class StartupException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  /** Everything that stands against a start, one line each: what, where, and what to do. */
  public StartupException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One problem. */
  public static StartupException of(String problem) {
    return new StartupException(List.of(problem));
  }

  /** One line each. */
  public List<String> problems() {
    return problems;
  }
}
