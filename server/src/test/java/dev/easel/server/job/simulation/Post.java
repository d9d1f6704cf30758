package dev.easel.server.job.simulation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A paid request whose bytes have left. */
final class Post {
  private @Nullable Work work;
  private boolean settled;

  /** The seller takes it. */
  void taken(Work newWork) {
    work = newWork;
    settled = true;
  }

  /** It will never be taken. */
  void rejected() {
    settled = true;
  }

  /** Whether the seller has decided. */
  boolean isSettled() {
    return settled;
  }

  Optional<Work> work() {
    return Optional.ofNullable(work);
  }
}
