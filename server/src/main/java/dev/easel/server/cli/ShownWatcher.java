package dev.easel.server.cli;

import dev.easel.server.cli.client.Watcher;
import dev.easel.server.cli.terminal.JobView;
import dev.easel.server.cli.terminal.Progress;
import dev.easel.v1.JobEvent;
import io.grpc.StatusException;

/** Shows what a watch tells. */
final class ShownWatcher implements Watcher {
  private final Progress progress;
  private JobView view = JobView.starting();

  ShownWatcher(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void event(JobEvent event) {
    view = view.after(event);
    progress.show(view);
  }

  @Override
  public void idle() {
    progress.tick();
  }

  @Override
  public void cut(StatusException why) {
    progress.note("the watch was cut (" + why.getStatus().getCode() + "), going on");
  }
}
