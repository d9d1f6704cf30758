package dev.easel.fal;

import dev.easel.spi.Fault;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What fal repeats of OpenAI's complaints about a caller's key. fal documents no form for it, so
 * that OpenAI's own words and codes are looked for; what has none of them stays what fal calls it.
 */
final class DownstreamWords {
  /** A complaint, and what it means. */
  private record Meaning(Pattern words, Fault fault) {
    Meaning(String words, Fault fault) {
      this(Pattern.compile(words, Pattern.CASE_INSENSITIVE), fault);
    }
  }

  /** The first that fits decides. */
  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(
              "insufficient_quota|exceeded your current quota|billing_hard_limit|billing hard"
                  + " limit|credit_balance|credit balance",
              Fault.ACCOUNT_EXHAUSTED),
          new Meaning(
              "must be verified|does not have access|not allowed to|model_not_found",
              Fault.MODEL_FORBIDDEN),
          new Meaning(
              "invalid_api_key|api[ _-]?key|authenticationerror|authentication_error|unauthorized",
              Fault.KEY_REJECTED),
          new Meaning("rate_limit_exceeded|rate limit", Fault.RATE_LIMITED));

  private DownstreamWords() {}

  /** What a sentence says of the caller's account; empty if nothing. */
  static Optional<Fault> find(String sentence) {
    return MEANINGS.stream()
        .filter(meaning -> meaning.words().matcher(sentence).find())
        .map(Meaning::fault)
        .findFirst();
  }
}
