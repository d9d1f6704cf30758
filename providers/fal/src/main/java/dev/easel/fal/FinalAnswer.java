package dev.easel.fal;

import dev.easel.http.Reply;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Whether an answer to the question for a result is worth another try. The run is bought by now, so
 * that only two answers end the asking: the result, and an error that the model itself wrote. That
 * fal has forgotten the request is believed when it is said for a while; whatever else it says is
 * about our asking, not about the run. Used for one result.
 */
final class FinalAnswer implements Predicate<Reply> {
  /** About a minute of asking, which covers a machine that lags behind. */
  private static final int MOST_DOUBTS = 12;

  private int doubts;

  @Override
  public boolean test(Reply reply) {
    return switch (reply.status()) {
      case 200 -> false;
      case 404, 410 -> doubt();
      default -> isNotYet(reply) || !isOfModel(reply);
    };
  }

  /** Whether the model itself wrote the answer. */
  static boolean isOfModel(Reply reply) {
    return ErrorBody.of(reply).filter(ErrorBody::ofModel).isPresent();
  }

  static boolean isNotYet(Reply reply) {
    return reply.status() == 202
        || ErrorBody.of(reply)
            .flatMap(ErrorBody::message)
            .map(message -> message.toLowerCase(Locale.ROOT).contains("still in progress"))
            .orElse(false);
  }

  private boolean doubt() {
    doubts++;
    return doubts <= MOST_DOUBTS;
  }
}
