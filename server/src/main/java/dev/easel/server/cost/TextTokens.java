package dev.easel.server.cost;

import dev.easel.spi.Meter;
import dev.easel.spi.PriceList;
import dev.easel.spi.Usd;
import java.math.BigDecimal;

/** Lines for the text that goes in and out of the model. */
final class TextTokens {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private TextTokens() {}

  /** Adds the tokens of the prompt, counted as the seller says. */
  static void addInput(CostSheet sheet, PriceList prices, String prompt) {
    Usd perMillion = prices.perMillion().get(Meter.INPUT_TEXT_TOKEN);
    if (perMillion != null && prices.tokensPerWord() > 0) {
      PromptLength length = PromptLength.of(prompt);
      long fewest = length.words() * prices.tokensPerWord();
      long most = Math.max(fewest, length.codePointsInLongWords());
      sheet.add(
          Meter.INPUT_TEXT_TOKEN,
          most,
          new PriceRange(price(perMillion, fewest), price(perMillion, most)));
    }
  }

  /** Adds the tokens that the model may write while it reasons: between none and the allowance. */
  static void addOutputAllowance(CostSheet sheet, PriceList prices) {
    Usd perMillion = prices.perMillion().get(Meter.OUTPUT_TEXT_TOKEN);
    long tokens = prices.outputTextTokenAllowance();
    if (perMillion != null && tokens > 0) {
      sheet.add(Meter.OUTPUT_TEXT_TOKEN, tokens, PriceRange.upTo(price(perMillion, tokens)));
    }
  }

  private static Usd price(Usd perMillion, long tokens) {
    return perMillion.times(BigDecimal.valueOf(tokens).divide(MILLION));
  }
}
