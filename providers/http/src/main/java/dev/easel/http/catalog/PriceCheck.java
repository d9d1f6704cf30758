package dev.easel.http.catalog;

import dev.easel.spi.Capabilities;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Meter;
import dev.easel.spi.PriceList;
import dev.easel.spi.PromptTokens;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sees to it that nothing on offer lacks a price. */
final class PriceCheck {
  private final Value value;
  private final Members members;
  private final PriceList prices;
  private final Capabilities taken;

  PriceCheck(Value value, Members members, PriceList prices, Capabilities taken) {
    this.value = value;
    this.members = members;
    this.prices = prices;
    this.taken = taken;
  }

  /** Notes a mistake for everything that is taken and cannot be priced. */
  void complete() {
    images();
    text();
    sources();
    boolean previewsPriced =
        given(TokenReader.PREVIEW) && prices.perMillion(Meter.OUTPUT_IMAGE_TOKEN).isPresent();
    if (taken.maxPreviewCount() > 0 && !previewsPriced) {
      value.wrong(
          "needs \""
              + TokenReader.PREVIEW
              + "\" and \"per_million\" of output_image_token, since previews are taken");
    }
  }

  private void images() {
    boolean byToken = prices.perMillion(Meter.OUTPUT_IMAGE_TOKEN).isPresent();
    boolean counted = given(TokenReader.IMAGE) || given(TokenReader.GRID);
    if (!given("images") && !(byToken && counted)) {
      value.wrong(
          "needs a price for images: \"images\", or \"per_million\" of output_image_token with \""
              + TokenReader.IMAGE
              + "\" or \""
              + TokenReader.GRID
              + "\"");
      return;
    }
    taken.qualities().stream()
        .filter(quality -> quality != Quality.AUTO)
        .forEach(quality -> sizes(quality, taken.sizes(), byToken));
  }

  private void sizes(Quality quality, List<Size> sizes, boolean byToken) {
    sizes.stream()
        .filter(size -> prices.image(quality, size).isEmpty())
        .filter(size -> !byToken || prices.tokens().drawn().of(quality, size).isEmpty())
        .forEach(size ->
            value.wrong(
                "has no price for quality "
                    + quality.name().toLowerCase(Locale.ROOT)
                    + " at "
                    + size));
  }

  private void text() {
    boolean uncounted = prices.tokens().prompt() instanceof PromptTokens.Untold;
    if (prices.perMillion(Meter.INPUT_TEXT_TOKEN).isPresent() && uncounted) {
      value.wrong(
          "needs \""
              + TokenReader.PER_WORD
              + "\" or \""
              + TokenReader.PROMPT
              + "\" beside the price of input_text_token");
    }
    if (given(TokenReader.PER_WORD) && given(TokenReader.PROMPT)) {
      value.wrong(
          "counts the prompt twice: by \""
              + TokenReader.PER_WORD
              + "\" and by \""
              + TokenReader.PROMPT
              + "\"");
    }
    if (prices.perMillion(Meter.OUTPUT_TEXT_TOKEN).isPresent() && !given(TokenReader.ALLOWANCE)) {
      members.missing(TokenReader.ALLOWANCE);
    }
  }

  private void sources() {
    if (taken.maxSources() == 0) {
      return;
    }
    if (prices.perMillion(Meter.INPUT_IMAGE_TOKEN).isEmpty()) {
      value.wrong("needs \"per_million\" of input_image_token, since sources are taken");
    }
    if (taken.inputFidelities().isEmpty()) {
      source(Optional.empty(), "any");
    }
    taken
        .inputFidelities()
        .forEach(
            fidelity -> source(Optional.of(fidelity), fidelity.name().toLowerCase(Locale.ROOT)));
  }

  private void source(Optional<InputFidelity> fidelity, String word) {
    if (prices.tokens().sources(fidelity).isEmpty()) {
      value.wrong("needs \"" + TokenReader.SOURCE + "\" of \"" + word + "\"");
    }
  }

  private boolean given(String key) {
    return members.values().containsKey(key);
  }
}
