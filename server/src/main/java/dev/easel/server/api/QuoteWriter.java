package dev.easel.server.api;

import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Route;
import dev.easel.server.domain.Violation;
import dev.easel.server.route.Candidate;
import dev.easel.spi.Fate;
import dev.easel.v1.Quote;
import dev.easel.v1.QuoteResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Quotes for the wire. */
final class QuoteWriter {
  private QuoteWriter() {}

  /** In routing order, refusals last. */
  static QuoteResponse wire(String model, List<Candidate> candidates) {
    List<Quote> quotes = candidates.stream().map(candidate -> wire(model, candidate)).toList();
    return QuoteResponse.newBuilder()
        .addAllQuotes(
            Stream.concat(
                    quotes.stream().filter(quote -> !quote.hasRefusal()),
                    quotes.stream().filter(Quote::hasRefusal))
                .toList())
        .build();
  }

  private static Quote wire(String model, Candidate candidate) {
    Quote.Builder quote = Quote.newBuilder().setProvider(candidate.provider()).setModel(model);
    switch (candidate) {
      case Candidate.Eligible(Route route) -> priced(quote, route);
      case Candidate.TooDear(Route route, String message) ->
          refused(priced(quote, route), Reason.MAX_COST_EXCEEDED, message, List.of());
      case Candidate.Unable(String ignored, List<Violation> violations) -> {
        Rejection rejection = Rejection.of(violations, Map.of());
        refused(quote, rejection.reason(), rejection.explanation(), fields(violations));
      }
      case Candidate.KeyMismatch(String ignored, boolean missing, String message) ->
          refused(
              quote,
              missing ? Reason.PROVIDER_KEY_MISSING : Reason.NO_ELIGIBLE_PROVIDER,
              message,
              List.of());
      case Candidate.NotAllowed(String ignored) ->
          refused(
              quote,
              Reason.NO_ELIGIBLE_PROVIDER,
              "not among options.providers",
              List.of("options.providers"));
    }
    return quote.build();
  }

  private static Quote.Builder priced(Quote.Builder quote, Route route) {
    quote.setOutput(Scalars.wire(route.output()));
    route.quote().map(CostWriter::wire).ifPresent(quote::setCost);
    return quote;
  }

  private static void refused(
      Quote.Builder quote, Reason reason, String message, List<String> fields) {
    Failure refusal =
        new Failure(
            reason, message, false, Optional.empty(), Fate.Charge.NONE, Optional.empty(), fields);
    quote.setRefusal(FailureWriter.wire(refusal));
  }

  private static List<String> fields(List<Violation> violations) {
    return violations.stream().map(Violation::field).distinct().toList();
  }
}
