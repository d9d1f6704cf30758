package dev.easel.fal;

import dev.easel.http.FreeCalls;
import dev.easel.http.Reply;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether an answer to the question for a result is worth another try. fal says "not yet" in two
 * ways, and plays the answer of a failed model back with its own status. Used for one result.
 */
final class FinalAnswer implements Predicate<Reply> {
  /** How often to doubt an answer that may come from a machine that lags behind. */
  private static final int MOST_DOUBTS = 3;

  private int doubts;

  @Override
  public boolean test(Reply reply) {
    return switch (reply.status()) {
      case 200 -> false;
      case 202 -> true;
      case 400 -> isNotYet(reply);
      case 401, 403, 404, 410 -> doubt();
      default -> FreeCalls.passing(reply) && isWorthATry(ErrorBody.of(reply));
    };
  }

  static boolean isNotYet(Reply reply) {
    return ErrorBody.of(reply)
        .flatMap(ErrorBody::message)
        .map(message -> message.toLowerCase(Locale.ROOT).contains("still in progress"))
        .orElse(false);
  }

  private boolean isWorthATry(Optional<ErrorBody> body) {
    return body.isEmpty() || (!body.get().ofModel() && doubt());
  }

  private boolean doubt() {
    doubts++;
    return doubts <= MOST_DOUBTS;
  }
}
