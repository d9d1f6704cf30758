package dev.easel.server.cli;

/** How a command ended, for scripts. The numbers are part of the interface. */
public enum ExitCode {
  /** Done. */
  OK(0, "done"),
  /** Something failed here or in the server: a start, a file, a call. */
  FAILED(1, "failed: a start, a file, or a call for no fault of the request"),
  /** The command line was not understood. */
  USAGE(2, "the command line was not understood"),
  /** No server answered. */
  UNREACHABLE(3, "no server answered, or it was overloaded or stopping: try again"),
  /** The server refused the request. */
  REFUSED(4, "the server refused the request: change it"),
  /** The job ended without every image asked for. */
  JOB_FAILED(5, "the job ended without every image asked for"),
  /** The job's outcome is unknown; it may have been charged. */
  OUTCOME_UNKNOWN(6, "the job's outcome is unknown, it may have been charged"),
  /** The disk under the server's jobs failed, or its memory for connections was exhausted. */
  SERVER_FAILED(
      70,
      "the disk under the server's jobs failed, or its memory for connections was exhausted: see"
          + " its log, then start again"),
  /** Stopped by a signal; a started job goes on. */
  INTERRUPTED(130, "interrupted; a job already started goes on");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** What the process exits with. */
  public int number() {
    return number;
  }

  /** One line for the help text. */
  public String meaning() {
    return meaning;
  }
}
