package dev.easel.spi;

import java.util.Optional;

/** The host's side of one call into a provider. Safe for threads. */
public interface Call {
  /** The attempt that the call is made for. */
  AttemptKey attempt();

  /** When the whole call must be over, waiting included. */
  Deadline deadline();

  /**
   * Registers what ends the network work at once, when the host wants the call to end; it then
   * fails with {@link Fault#ABORTED}. Runs at once if that has been asked already. A later
   * registration replaces the earlier.
   */
  void onCancel(Runnable abort);

  /** Where the seller may report on the attempt; nowhere, unless the host says otherwise. */
  default Optional<Callback> callback() {
    return Optional.empty();
  }

  /**
   * Registers what makes the provider look at its work now, since the seller has reported that
   * there is something to see. A later registration replaces the earlier. Whoever polls can do
   * without.
   */
  default void onReport(Runnable look) {}

  /**
   * To be called just before the bytes of a paid request leave.
   *
   * @throws Fenced if they must not leave any more
   */
  void beforeSend() throws Fenced;
}
