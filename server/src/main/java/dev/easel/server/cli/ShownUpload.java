package dev.easel.server.cli;

import dev.easel.server.cli.client.Time;
import dev.easel.server.cli.client.UploadWatcher;
import dev.easel.server.cli.terminal.JobView;
import dev.easel.server.cli.terminal.Progress;
import java.nio.file.Path;
import java.time.Duration;

/** Shows an upload that takes its time. */
final class ShownUpload implements UploadWatcher {
  private static final Duration SHORT = Duration.ofSeconds(1);
  // On a log each step is a line.
  private static final int STEP = 10;

  private final String name;
  private final Progress progress;
  private final Time time;
  private final Duration start;
  private int shown = -1;

  ShownUpload(Path file, Progress progress, Time time) {
    this.name = String.valueOf(file.getFileName());
    this.progress = progress;
    this.time = time;
    this.start = time.elapsed();
  }

  @Override
  public void sent(long bytes, long size) {
    if (time.elapsed().minus(start).compareTo(SHORT) < 0) {
      return;
    }
    int percent = (int) (bytes * 100 / size) / STEP * STEP;
    if (percent == shown) {
      progress.tick();
    } else {
      shown = percent;
      progress.show(JobView.sending(name, percent));
    }
  }

  /** The server has it all. */
  void done() {
    if (shown >= 0) {
      progress.show(JobView.sent(name));
    }
  }
}
