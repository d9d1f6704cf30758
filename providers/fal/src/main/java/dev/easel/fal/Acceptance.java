package dev.easel.fal;

import dev.easel.http.Answer;
import dev.easel.http.Reply;
import dev.easel.http.TransportException;
import dev.easel.spi.ProviderException;
import java.util.Optional;

/**
 * Reads fal's yes to a submit. The work is bought by then: whatever is wrong with the answer, a
 * request id in it, or in the header that repeats the id, is enough to follow the work.
 */
final class Acceptance {
  private static final int LARGEST_ANSWER = 1 << 20;

  private final EndpointId endpoint;
  private final int count;
  private final Failures failures;

  Acceptance(EndpointId endpoint, int count, Failures failures) {
    this.endpoint = endpoint;
    this.count = count;
    this.failures = failures;
  }

  QueueTicket ticket(Answer answer)
      throws ProviderException, TransportException, InterruptedException {
    Optional<QueueTicket> named =
        answer.header("x-fal-request-id").flatMap(id -> QueueTicket.byRule(endpoint, id, count));
    try {
      Reply reply = answer.whole(LARGEST_ANSWER);
      return reply
          .findJson()
          .flatMap(json -> QueueTicket.of(endpoint, count, json))
          .or(() -> named)
          .orElseThrow(
              () -> failures.submitUnclear(reply, "success, but without a readable request id"));
    } catch (TransportException e) {
      if (named.isPresent()) {
        return named.get();
      }
      throw e;
    }
  }
}
