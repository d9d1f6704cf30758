package dev.easel.openai;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a seller's own error: by its code, then its type, then its status. That nothing was bought
 * is proven by one of a few statuses, unless the error tells of work, or by the seller's word that
 * it was too busy to begin.
 */
final class Judgement {
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 413, 415, 422, 429);

  /** Statuses of which a seller says more, or a machine before it has answered. */
  private static final Set<Integer> REFUSALS_IF_NAMED = Set.of(402, 405, 410);

  private static final Set<String> TOO_BUSY = Set.of("server_is_overloaded", "slow_down");

  private Judgement() {}

  static Fault fault(int status, ErrorBody body) {
    Fault fault =
        body.code()
            .flatMap(ErrorCodes::find)
            .or(() -> byMessage(status, body))
            .or(() -> body.type().flatMap(ErrorCodes::findType))
            .orElseGet(() -> ErrorCodes.byStatus(status));
    boolean drawn =
        body.moderationStage().equals(Optional.of("output"))
            || lower(body.message().orElse("")).contains("generated image was filtered");
    return fault == Fault.CONTENT_BLOCKED_INPUT && drawn ? Fault.CONTENT_BLOCKED_OUTPUT : fault;
  }

  static Fate fate(int status, Fault fault, ErrorBody body) {
    boolean busy = body.code().map(code -> TOO_BUSY.contains(lower(code))).orElse(false);
    if (!busy && (ErrorCodes.tellsOfWork(body) || !refuses(status, body))) {
      return Fate.OUTCOME_UNKNOWN;
    }
    return perhapsDrawn(fault, body) ? Fate.FAILED_PERHAPS_BILLED : Fate.REFUSED;
  }

  private static boolean refuses(int status, ErrorBody body) {
    return REFUSALS.contains(status)
        || (REFUSALS_IF_NAMED.contains(status) && ErrorCodes.isKnown(body));
  }

  /** What is blocked when it was drawn has cost something; that it was not drawn must be said. */
  private static boolean perhapsDrawn(Fault fault, ErrorBody body) {
    return switch (fault) {
      case CONTENT_BLOCKED_OUTPUT -> true;
      case CONTENT_BLOCKED_INPUT -> !body.moderationStage().equals(Optional.of("input"));
      default -> false;
    };
  }

  /** Two cases that have no code of their own. */
  private static Optional<Fault> byMessage(int status, ErrorBody body) {
    String message = lower(body.message().orElse(""));
    if (status == 401 && (message.contains("missing scopes") || message.contains("permissions"))) {
      return Optional.of(Fault.MODEL_FORBIDDEN);
    }
    if (status == 403 && message.contains("temporarily blocked")) {
      return Optional.of(Fault.UNAVAILABLE);
    }
    return Optional.empty();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
