package dev.easel.server.cli;

import dev.easel.server.cli.client.Watcher;
import dev.easel.server.cli.view.Json;
import dev.easel.v1.JobEvent;
import io.grpc.StatusException;
import java.io.PrintStream;

/** Prints each event as a line of JSON. */
final class PrintedWatcher implements Watcher {
  private final PrintStream out;

  PrintedWatcher(PrintStream out) {
    this.out = out;
  }

  @Override
  public void event(JobEvent event) {
    out.println(Json.of(event));
  }

  @Override
  public void idle() {}

  @Override
  public void cut(StatusException why) {
    // The watch goes on where it was, so a program has nothing to do.
  }
}
