package dev.easel.server.job.simulation;

import java.time.Duration;

/** The way from one process to a store or a seller, which can be cut for a time. */
final class Link {
  private final Universe universe;
  private long cutUntil;

  Link(Universe universe) {
    this.universe = universe;
  }

  void cut(Duration duration) {
    cutUntil = Math.max(cutUntil, universe.nanos() + duration.toNanos());
  }

  void heal() {
    cutUntil = 0;
  }

  boolean isCut() {
    return cutUntil > universe.nanos();
  }
}
