package dev.easel.fal;

import dev.easel.http.CallGuard;
import dev.easel.spi.LostAttempt;
import dev.easel.spi.Operation;
import dev.easel.spi.OtherRequests;
import dev.easel.spi.Reconciliation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds a request whose answer was lost in fal's history. fal keeps no name of ours, so it is known
 * by its input, to the last option, and by its time; and only if nothing else of that time could be
 * it. What is not in the history may still be running: that it was never taken is never said.
 */
final class Reconciler {
  private static final System.Logger LOG = System.getLogger(Reconciler.class.getName());

  /** What fal's clock and ours may differ by. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private final RequestHistory history;
  private final SentRequests sent;

  Reconciler(RequestHistory history, SentRequests sent) {
    this.history = history;
    this.sent = sent;
  }

  /** Asks once. */
  Reconciliation find(LostAttempt lost, EndpointId endpoint, CallGuard guard)
      throws InterruptedException {
    Optional<InputDigest> input = input(lost, endpoint);
    if (input.isEmpty()) {
      return new Reconciliation.Untraceable();
    }
    Instant earliest = lost.sentAfter().minus(CLOCKS_APART);
    Instant latest = lost.lostAt().plus(CLOCKS_APART);
    try {
      List<String> alike =
          history.since(earliest, endpoint, guard).stream()
              .filter(request -> request.input().equals(input.get()))
              .filter(request -> !request.sentAt().isBefore(earliest))
              .filter(request -> !request.sentAt().isAfter(latest))
              .map(PastRequest::requestId)
              .distinct()
              .toList();
      return choose(alike, lost, endpoint);
    } catch (RequestHistory.Unlisted e) {
      return unlisted(e);
    }
  }

  /** As it was sent, where that is known; else as it must have been. */
  private Optional<InputDigest> input(LostAttempt lost, EndpointId endpoint) {
    Optional<InputDigest> known = sent.input(lost.key());
    if (known.isPresent() || lost.work().operation() != Operation.GENERATE) {
      return known;
    }
    ImageInput input = new ImageInput(lost.work(), SourceUrls.none(), Dialect.of(endpoint));
    return Optional.of(input.digest());
  }

  private Reconciliation choose(List<String> alike, LostAttempt lost, EndpointId endpoint) {
    if (alike.isEmpty()) {
      return new Reconciliation.CannotTell();
    }
    OtherRequests others = lost.others().get();
    List<String> free =
        alike.stream()
            .filter(id -> !others.ids().contains(id))
            .filter(id -> !sent.isOfAnother(lost.key(), id))
            .toList();
    if (!others.complete() || free.size() != 1) {
      return new Reconciliation.CannotTell();
    }
    return QueueTicket.byRule(endpoint, free.getFirst(), lost.work().output().count())
        .<Reconciliation>map(ticket -> new Reconciliation.Found(ticket.handle()))
        .orElseGet(Reconciliation.CannotTell::new);
  }

  private static Reconciliation unlisted(RequestHistory.Unlisted problem) {
    if (problem.forbidden()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "fal does not let this key read its request history ({0}): lost requests cannot be found"
              + " there. Use a key that may, or set reconcile = off",
          problem.getMessage());
      return new Reconciliation.Untraceable();
    }
    LOG.log(
        System.Logger.Level.DEBUG,
        "fal''s request history cannot be read now: {0}",
        problem.getMessage());
    return new Reconciliation.CannotTell();
  }
}
