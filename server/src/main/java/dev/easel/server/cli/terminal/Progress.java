package dev.easel.server.cli.terminal;

import dev.easel.server.cli.client.Time;

/** Shows a job under way to a person. Used by one thread. */
public interface Progress extends AutoCloseable {
  /** One live line on a terminal, plain lines elsewhere. */
  static Progress on(Terminal terminal, Time time) {
    return terminal.live() ? new ProgressLine(terminal, time) : new ProgressLog(terminal, time);
  }

  /** The job as it is now. */
  void show(JobView view);

  /** Nothing happened, but time passed. */
  void tick();

  /** Something worth a line of its own. */
  void note(String text);

  /** Leaves the terminal as it was found. */
  @Override
  void close();
}
