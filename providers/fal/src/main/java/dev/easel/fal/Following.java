package dev.easel.fal;

import dev.easel.http.CallGuard;
import dev.easel.http.TransportException;
import dev.easel.spi.Billing;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Secret;

/** Follows an accepted request to its end. Buys nothing, and can be repeated anywhere. */
final class Following {
  private final StatusWatch watch;
  private final Delivery delivery;
  private final Failures failures;

  Following(StatusWatch watch, Delivery delivery, Failures failures) {
    this.watch = watch;
    this.delivery = delivery;
    this.failures = failures;
  }

  /** The same, in whose words another secret is not shown either. */
  Following masking(Secret secret) {
    Failures masking = failures.masking(secret);
    return new Following(watch, delivery.with(masking), masking);
  }

  Outcome follow(QueueTicket ticket, ResultSink sink, CallGuard guard)
      throws ProviderException, InterruptedException {
    ProgressReport report = new ProgressReport(sink, failures.safeText());
    try {
      QueueStatus last = watch.untilCompleted(ticket, report, failures, guard);
      if (last.failed()) {
        throw delivery.explain(last, ticket, report.mayHaveStarted(), guard);
      }
      sink.finished();
      Billing billing = delivery.deliver(ticket, report.mayHaveStarted(), sink, guard);
      return new Outcome(billing, ticket.endpoint().full(), last.work());
    } catch (TransportException e) {
      throw failures.followLost(e, ticket);
    }
  }
}
