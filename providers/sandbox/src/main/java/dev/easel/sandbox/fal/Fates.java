package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.seller.PromptWord;
import dev.easel.sandbox.web.Exchange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out how a request will end. */
final class Fates {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");
  private static final String REFUSED_KEY = "sk-invalid";

  private final Exchange exchange;
  private final Json.Struct body;

  Fates(Exchange exchange, Json.Struct body) {
    this.exchange = exchange;
    this.body = body;
  }

  /** Whether a prompt asks to lose its runner. */
  static boolean requeued(String prompt) {
    return PromptWord.in(prompt).stream().anyMatch(word -> word.name().equals("requeued"));
  }

  Fate of(ImageOrder order, Schedule schedule) {
    Optional<Instant> latest = startTimeout().map(schedule.submitted()::plus);
    if (latest.filter(schedule.started()::isAfter).isPresent()) {
      return new Fate(
          latest.get(),
          Optional.of(
              new Progress.Ending.Failed(
                  504, RunTrouble.NOT_STARTED, "Request did not start in time")));
    }
    Optional<Progress.Ending.Failed> failure =
        keyIsRefused() ? Optional.of(refusedKey()) : RunTrouble.run(order.prompt());
    return new Fate(schedule.completed(), failure);
  }

  /** The newer header goes before the older. */
  private Optional<Duration> startTimeout() {
    return exchange
        .header("X-Fal-Request-Start-Timeout")
        .or(() -> exchange.header("X-Fal-Request-Timeout"))
        .filter(value -> SECONDS.matcher(value).matches())
        .map(value -> Duration.ofNanos(new BigDecimal(value).movePointRight(9).longValue()));
  }

  private boolean keyIsRefused() {
    return body.members().get(Inputs.OPENAI_API_KEY) instanceof Json.Text(String key)
        && key.startsWith(REFUSED_KEY);
  }

  private static Progress.Ending.Failed refusedKey() {
    return new Progress.Ending.Failed(
        400,
        "downstream_service_error",
        "Downstream service error: the API key was not accepted",
        true);
  }
}
