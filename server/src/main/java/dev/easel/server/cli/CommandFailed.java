package dev.easel.server.cli;

import java.util.List;

/** A command that cannot go on: what to tell, and how to exit. */
public final class CommandFailed extends Exception {
  private final ExitCode code;
  private final transient List<String> lines;

  /** Fails with lines for people, the first of which is prefixed with the program's name. */
  public CommandFailed(ExitCode code, List<String> lines) {
    super(String.join("\n", lines));
    this.code = code;
    this.lines = List.copyOf(lines);
  }

  /** Fails with one line. */
  public CommandFailed(ExitCode code, String line) {
    this(code, List.of(line));
  }

  /** How to exit. */
  public ExitCode code() {
    return code;
  }

  /** What to tell, one line each. */
  public List<String> lines() {
    return lines;
  }
}
