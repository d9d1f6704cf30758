package dev.easel.openai;

import dev.easel.http.json.Json;
import dev.easel.spi.Billing;
import dev.easel.spi.Meter;
import dev.easel.spi.Operation;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What answers tell about the bill: the tokens that OpenAI counts, the amount that Lumenfall
 * states. Not safe for threads.
 */
final class Bill {
  /** Beyond a billion dollars or tokens, or finer than this, a number is a mistake. */
  private static final int MOST_DIGITS = 10;

  private static final int MOST_DECIMALS = 30;
  private static final int NANO_DECIMALS = 9;

  private final Operation operation;
  private final Map<Meter, BigDecimal> usage = new EnumMap<>(Meter.class);
  private Optional<Usd> amount = Optional.empty();
  private boolean complete = true;

  Bill(Operation operation) {
    this.operation = operation;
  }

  /** Adds the usage that an answer, or the event of one image, tells. */
  void addUsage(Json told) {
    addInput(told);
    Optional<Json> details = told.find("output_tokens_details");
    if (details.isPresent() && number(details.get(), "image_tokens").isPresent()) {
      add(Meter.OUTPUT_TEXT_TOKEN, number(details.get(), "text_tokens"));
      add(Meter.OUTPUT_IMAGE_TOKEN, number(details.get(), "image_tokens"));
    } else {
      // Before there were details, all that these models wrote was images.
      require(Meter.OUTPUT_IMAGE_TOKEN, number(told, "output_tokens"));
    }
  }

  /** Takes the amount that Lumenfall states, if it is in dollars. */
  void takeCost(Json metadata) {
    boolean dollars =
        metadata
            .text("cost_currency")
            .map(currency -> currency.toUpperCase(Locale.ROOT).equals("USD"))
            .orElse(false);
    if (dollars) {
      amount =
          number(metadata, "cost")
              .map(cost -> Usd.of(cost.setScale(NANO_DECIMALS, RoundingMode.HALF_EVEN)));
    }
  }

  /** All of it; quantities of which a part is missing would make the bill too small. */
  Billing billing() {
    return new Billing(amount, complete ? usage : Map.of());
  }

  private void addInput(Json told) {
    Optional<Json> details = told.find("input_tokens_details");
    if (details.isPresent() && number(details.get(), "text_tokens").isPresent()) {
      add(Meter.INPUT_TEXT_TOKEN, number(details.get(), "text_tokens"));
      add(Meter.INPUT_IMAGE_TOKEN, number(details.get(), "image_tokens"));
      return;
    }
    switch (operation) {
      case GENERATE -> require(Meter.INPUT_TEXT_TOKEN, number(told, "input_tokens"));
      // Text and images have different prices, and nobody says how many of each there were.
      case EDIT -> complete = false;
    }
  }

  private void require(Meter meter, Optional<BigDecimal> quantity) {
    add(meter, quantity);
    complete = complete && quantity.isPresent();
  }

  private void add(Meter meter, Optional<BigDecimal> quantity) {
    // None is a count too: only what is not told is left to be estimated.
    quantity.ifPresent(number -> usage.merge(meter, number, BigDecimal::add));
  }

  private static Optional<BigDecimal> number(Json object, String key) {
    return object
        .number(key)
        .filter(number ->
            number.signum() >= 0
                && number.scale() <= MOST_DECIMALS
                && (long) number.precision() - number.scale() <= MOST_DIGITS);
  }
}
