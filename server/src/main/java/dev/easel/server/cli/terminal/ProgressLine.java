package dev.easel.server.cli.terminal;

import dev.easel.server.cli.client.Time;
import dev.easel.server.cli.view.Columns;
import java.time.Duration;

/** One line on a terminal, redrawn in place. */
final class ProgressLine implements Progress {
  private static final String CLEAR = "\r\u001B[K";
  // Without wrapping a window made narrower meanwhile cuts the line instead of breaking it.
  private static final String WRAP_OFF = "\u001B[?7l";
  private static final String WRAP_ON = "\u001B[?7h";
  private static final Duration FRAME = Duration.ofMillis(100);

  private final Terminal terminal;
  private final Time time;
  private final LineText text;
  private final Duration start;
  private JobView view = JobView.starting();

  ProgressLine(Terminal terminal, Time time) {
    this.terminal = terminal;
    this.time = time;
    this.text = new LineText(terminal);
    this.start = time.elapsed();
  }

  @Override
  public void show(JobView now) {
    view = now;
    tick();
  }

  @Override
  public void tick() {
    Duration elapsed = time.elapsed().minus(start);
    long frame = elapsed.dividedBy(FRAME);
    print(CLEAR + WRAP_OFF + text.of(view, elapsed, frame) + WRAP_ON);
  }

  @Override
  public void note(String line) {
    print(CLEAR + Columns.clean(line) + System.lineSeparator());
    tick();
  }

  @Override
  public void close() {
    print(CLEAR);
  }

  private void print(String written) {
    terminal.err().print(written);
    terminal.err().flush();
  }
}
