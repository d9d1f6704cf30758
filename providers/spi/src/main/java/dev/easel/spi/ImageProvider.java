package dev.easel.spi;

/**
 * One configured instance of a kind. Safe for threads. Calls block, on a virtual thread of the
 * host.
 */
public interface ImageProvider extends AutoCloseable {
  /**
   * Does what can be done before money is spent: checks, uploads. Free and repeatable.
   *
   * @param sources the images that an edit is made from; they stay readable until the work is over
   * @throws ProviderException if the work cannot be offered
   * @throws InterruptedException if the host wants the work to end
   */
  Prepared prepare(ImageWork work, Sources sources, Call call)
      throws ProviderException, InterruptedException;

  /**
   * Follows accepted work to its end, in any process and as often as wanted; buys nothing.
   *
   * @throws ProviderException saying whether the seller was paid
   * @throws InterruptedException if the host wants the work to end
   */
  Outcome resume(Handle handle, ResultSink sink, Call call)
      throws ProviderException, InterruptedException;

  /**
   * Asks the seller to stop. Idempotent, from any process.
   *
   * @throws ProviderException if the seller could not be asked
   * @throws InterruptedException if the host wants the work to end
   */
  CancelReply cancel(Handle handle, Call call) throws ProviderException, InterruptedException;

  /**
   * Asks what became of an attempt whose answer was lost. Free and repeatable, in any process. A
   * wrong answer costs money or gives a caller another's image: whoever is not sure cannot tell.
   *
   * @throws ProviderException if the seller could not be asked
   * @throws InterruptedException if the host wants the work to end
   */
  Reconciliation find(LostAttempt lost, Call call) throws ProviderException, InterruptedException;

  /**
   * Judges what came to an attempt's callback. Believes nothing of it but what the seller signed,
   * and buys nothing. Free and repeatable, in any process.
   *
   * @throws ProviderException if that cannot be judged now, and may be later
   * @throws InterruptedException if the host wants the work to end
   */
  default Testimony hear(Report report, Call call) throws ProviderException, InterruptedException {
    return new Testimony.Untrusted("this seller sends no reports");
  }

  @Override
  void close();
}
