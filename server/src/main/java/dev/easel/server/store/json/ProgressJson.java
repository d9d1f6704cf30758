package dev.easel.server.store.json;

import dev.easel.server.domain.Progress;

/** How far work is. */
final class ProgressJson {
  private ProgressJson() {}

  static void write(Progress progress, Draft draft) {
    draft.number("queue_position", progress.queuePosition());
  }

  static Progress read(Value value) {
    return value.object(
        progress -> new Progress(progress.find("queue_position", Value::smallNumber)));
  }
}
