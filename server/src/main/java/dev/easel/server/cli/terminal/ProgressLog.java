package dev.easel.server.cli.terminal;

import dev.easel.server.cli.client.Time;
import dev.easel.server.cli.view.Columns;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Plain lines with the time of day, for log files and pipes: one for each thing that changed. */
final class ProgressLog implements Progress {
  private final Terminal terminal;
  private final Time time;
  private JobView shown = JobView.starting();

  ProgressLog(Terminal terminal, Time time) {
    this.terminal = terminal;
    this.time = time;
  }

  @Override
  public void show(JobView view) {
    changes(shown, view).forEach(this::note);
    shown = view;
  }

  private static List<String> changes(JobView before, JobView now) {
    List<String> changes = new ArrayList<>();
    if (!now.state().equals(before.state()) || !now.provider().equals(before.provider())) {
      changes.add(now.provider().isEmpty() ? now.state() : now.state() + " at " + now.provider());
    }
    if (!now.place().equals(before.place())) {
      now.place().ifPresent(place -> changes.add("place in the queue: " + (place + 1)));
    }
    if (!now.percent().equals(before.percent())) {
      now.percent().ifPresent(percent -> changes.add(percent + "%"));
    }
    if (!now.log().equals(before.log())) {
      now.log().ifPresent(log -> changes.add("log: " + log.text()));
    }
    if (now.images() > before.images()) {
      changes.add(now.images() == 1 ? "1 image" : now.images() + " images");
    }
    return changes;
  }

  @Override
  public void tick() {}

  @Override
  public void note(String text) {
    String now = time.now().truncatedTo(ChronoUnit.SECONDS).toString();
    terminal.err().println(now + " " + Columns.clean(text));
  }

  @Override
  public void close() {}
}
