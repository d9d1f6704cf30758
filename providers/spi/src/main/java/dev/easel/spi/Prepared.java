package dev.easel.spi;

import org.jspecify.annotations.Nullable;

/** Work that is ready to be bought. Used once; closing releases what preparation held. */
public interface Prepared extends AutoCloseable {
  /**
   * Makes the one paid request and follows the work to its end. Never sends the request twice,
   * whatever happens.
   *
   * @param callerKey a seller's key of the caller's own, where the offering takes one; not kept
   *     beyond the seller's acceptance
   * @throws ProviderException saying whether the seller was paid
   * @throws Fenced if {@link Call#beforeSend()} said so
   * @throws InterruptedException if the host wants the work to end
   */
  Outcome submit(@Nullable Secret callerKey, ResultSink sink, Call call)
      throws ProviderException, Fenced, InterruptedException;

  /**
   * Whether the seller says nothing before its work is done, and takes the request for its only tie
   * to the host: no handle is told while it works, and work whose connection is closed is given up.
   * The host calls such work begun when it is submitted, and ends it by {@link Call#onCancel} when
   * its caller cancels. Everybody else's handle is waited for, so that the work can be asked to
   * stop.
   */
  default boolean silent() {
    return false;
  }

  @Override
  void close();
}
