package dev.easel.fal;

import dev.easel.http.SafeText;
import dev.easel.spi.LogLine;
import dev.easel.spi.ResultSink;
import java.util.LinkedHashSet;
import java.util.Set;

/** Tells the host what is new in one status after another. Not safe for threads. */
final class ProgressReport {
  private static final int MOST_LINES = 1_000;
  private static final int LONGEST_LEVEL = 16;

  private final ResultSink sink;
  private final SafeText safe;
  private final Set<LogLine> told = new LinkedHashSet<>();
  private int position = -1;
  private boolean started;
  private boolean waiting;

  ProgressReport(ResultSink sink, SafeText safe) {
    this.sink = sink;
    this.safe = safe;
  }

  void tell(QueueStatus status) {
    switch (status.state()) {
      case IN_QUEUE -> {
        waiting = true;
        status.position().ifPresent(this::queued);
      }
      case IN_PROGRESS -> begun();
      case COMPLETED -> {
        if (!status.failed() || status.work().isPresent()) {
          begun();
        }
      }
    }
    // A polled status repeats the lines before it.
    status.logs().stream()
        .filter(line -> told.size() < MOST_LINES && told.add(line))
        .forEach(line -> sink.log(shown(line)));
  }

  /** Whether the model may have begun to work: unless it was seen to wait, and nothing more. */
  boolean mayHaveStarted() {
    return started || !waiting;
  }

  private void queued(int place) {
    if (place >= 0 && place != position) {
      position = place;
      sink.queued(place);
    }
  }

  private void begun() {
    if (!started) {
      started = true;
      sink.started();
    }
  }

  private LogLine shown(LogLine line) {
    String level = safe.of(line.level());
    return new LogLine(
        level.substring(0, Math.min(level.length(), LONGEST_LEVEL)),
        safe.of(line.message()),
        line.time());
  }
}
