package dev.easel.fal;

import dev.easel.http.Reply;
import dev.easel.http.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether an answer to the question for a result is worth another try. The run is bought by now, so
 * that only two answers end the asking: the result, and an error that the model itself wrote. That
 * fal has forgotten the request, and a page in the place of a result, are believed when they come
 * for a while, each by itself; whatever else it says is about our asking, not about the run. Used
 * for one result.
 */
final class FinalAnswer implements Predicate<Reply> {
  /** About a minute of asking, which covers a machine that lags behind. */
  private static final int MOST_DOUBTS = 12;

  private int denials;
  private int pages;

  @Override
  public boolean test(Reply reply) {
    return switch (reply.status()) {
      case 200 -> result(reply).isEmpty() && isDoubtfulPage();
      case 404, 410 -> isDoubtfulDenial();
      default -> isNotYet(reply) || !isOfModel(reply);
    };
  }

  /** The result, if the answer can be read as one. */
  static Optional<Json> result(Reply reply) {
    return reply.findJson().filter(json -> json instanceof Json.ObjectValue);
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

  private boolean isDoubtfulDenial() {
    denials++;
    return denials <= MOST_DOUBTS;
  }

  private boolean isDoubtfulPage() {
    pages++;
    return pages <= MOST_DOUBTS;
  }
}
