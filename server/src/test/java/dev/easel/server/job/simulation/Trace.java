package dev.easel.server.job.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything that happened at a port, in order: as one number, and in words if they are wanted. */
final class Trace {
  private final boolean inWords;
  private final List<String> lines = new ArrayList<>();
  private long hash = 0xcbf29ce484222325L;

  Trace(boolean inWords) {
    this.inWords = inWords;
  }

  void note(long nanos, String who, String what, Object about) {
    mix(nanos);
    mix(who.hashCode());
    mix(what.hashCode());
    String text = about.toString();
    mix(text.hashCode());
    if (inWords) {
      lines.add("%10.3f %-8s %s %s".formatted(nanos / 1e9, who, what, text));
    }
  }

  private void mix(long value) {
    hash = (hash ^ value) * 0x100000001b3L;
    hash ^= hash >>> 29;
  }

  /** The same for the same world only. */
  long hash() {
    return hash;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  static String time(long nanos) {
    return Duration.ofNanos(nanos).toString();
  }
}
