package dev.easel.spi;

import java.io.IOException;

/**
 * Where a provider tells what becomes of its work. Called by one thread at a time. What is told
 * here is committed before a watcher sees it.
 */
public interface ResultSink {
  /**
   * The seller has taken the work. Durable when this returns; to be called before anything else is
   * asked of the seller. A later call replaces the handle.
   */
  void accepted(Handle handle);

  /**
   * The work waits at the seller.
   *
   * @param place place in its queue, from zero
   */
  void queued(int place);

  /** The seller has begun to work. Repeated calls count once. */
  void started();

  /**
   * The seller's work is over and its result exists; what is left is to fetch it. From now on the
   * call has as long as the seller keeps the result, whatever time the work was allowed. Repeated
   * calls count once.
   */
  void finished();

  /** A line of the seller's log. */
  void log(LogLine line);

  /** Whether a slot already has its image, from an earlier call of {@code resume}. */
  boolean has(int slot);

  /**
   * Opens a slot for its bytes.
   *
   * @param slot position among the images asked for, from zero
   * @throws IOException if nothing can be stored now
   */
  ImageWriter image(int slot, ImageFacts facts) throws IOException;

  /**
   * Opens an unfinished image for its bytes. It may be dropped: writing to it and committing it
   * then do nothing.
   *
   * @param slot position among the images asked for, from zero
   * @param ordinal which preview of that slot, from zero
   * @throws IOException if nothing can be stored now; the work goes on without it
   */
  ImageWriter preview(int slot, int ordinal, ImageFacts facts) throws IOException;

  /**
   * The seller gave no image for a slot and says why, for instance its content filter. The other
   * slots are not touched.
   *
   * @param slot position among the images asked for, from zero
   */
  void refused(int slot, ProviderFailure why);
}
