package dev.easel.server.cost;

import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Endpoint;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Meter;
import dev.easel.spi.PriceList;
import dev.easel.spi.PromptTokens;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.SourceTokens;
import dev.easel.spi.TokenRange;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a cost as far as the order tells them, before the seller has counted. A line is
 * empty where there is nothing to charge, and a method throws {@link Unpriced} where there is and
 * its price is not known.
 */
final class Estimates {
  private final Order order;
  private final PriceList prices;
  private final ImagePrices images;

  Estimates(Endpoint endpoint, Order order) {
    this.order = order;
    this.prices = endpoint.prices();
    this.images = new ImagePrices(endpoint);
  }

  /** The images ordered. */
  Line images() throws Unpriced {
    int count = order.output().count();
    PriceRange image =
        images.range(order.output().quality(), order.output().size()).orElseThrow(Unpriced::new);
    return new Line(Meter.IMAGE, BigDecimal.valueOf(count), image.times(count));
  }

  /** The images that came, at their real size. */
  Line images(List<SlotResult.Filled> delivered) throws Unpriced {
    PriceRange total = PriceRange.exactly(Usd.ZERO);
    for (SlotResult.Filled image : delivered) {
      SizeChoice size = new SizeChoice.Exact(image.blob().size());
      total =
          total.plus(
              images
                  .range(image.facts().quality().or(order.output()::quality), Optional.of(size))
                  .orElseThrow(Unpriced::new));
    }
    return new Line(Meter.IMAGE, BigDecimal.valueOf(delivered.size()), total);
  }

  /** The previews of so many images: a model may send fewer than are asked for, or none. */
  Optional<Line> previews(int imageCount) throws Unpriced {
    long most = Math.multiplyExact((long) imageCount, order.previewCount());
    if (most == 0) {
      return Optional.empty();
    }
    long each = prices.tokens().perPreview();
    Usd perMillion = perMillion(Meter.OUTPUT_IMAGE_TOKEN);
    if (each == 0) {
      throw new Unpriced();
    }
    Usd price = Line.tokens(perMillion, BigDecimal.valueOf(Math.multiplyExact(most, each)));
    return Optional.of(
        new Line(Meter.PREVIEW_IMAGE, BigDecimal.valueOf(most), PriceRange.upTo(price)));
  }

  /** The prompt; without a line where the seller publishes no price of text. */
  Optional<Line> prompt() {
    Optional<TokenRange> tokens =
        switch (prices.tokens().prompt()) {
          case PromptTokens.Untold() -> Optional.empty();
          case PromptTokens.PerWord(int each) ->
              Optional.of(PromptLength.of(order.prompt()).byWord(each));
          case PromptTokens.PerByte(int bytes, int frame) ->
              Optional.of(PromptLength.of(order.prompt()).byByte(bytes, frame));
        };
    return line(Meter.INPUT_TEXT_TOKEN, tokens.filter(range -> range.most() > 0));
  }

  /** The text that the model may write while it reasons: between none and the allowance. */
  Optional<Line> reasoning() {
    long most = prices.tokens().reasoningAllowance();
    return line(
        Meter.OUTPUT_TEXT_TOKEN,
        most == 0 ? Optional.empty() : Optional.of(new TokenRange(0, most)));
  }

  /** The images that an edit starts from, and its mask. */
  Optional<Line> sources() throws Unpriced {
    if (order.sources().isEmpty()) {
      return Optional.empty();
    }
    SourceTokens rule = prices.tokens().sources(order.inputFidelity()).orElseThrow(Unpriced::new);
    perMillion(Meter.INPUT_IMAGE_TOKEN);
    TokenRange tokens = rule.of(order.sources().getFirst());
    if (order.mask()) {
      // No seller says whether a mask is counted.
      tokens = tokens.plus(new TokenRange(0, tokens.most()));
    }
    for (int index = 1; index < order.sources().size(); index++) {
      tokens = tokens.plus(further(rule, order.sources().get(index)));
    }
    return line(Meter.INPUT_IMAGE_TOKEN, Optional.of(tokens));
  }

  /** Some models keep the details of the first source only, whatever is asked. */
  private TokenRange further(SourceTokens rule, Optional<Size> size) {
    TokenRange tokens = rule.of(size);
    return prices
        .tokens()
        .sources(Optional.of(InputFidelity.LOW))
        .map(low -> tokens.or(low.of(size)))
        .orElse(tokens);
  }

  private Optional<Line> line(Meter meter, Optional<TokenRange> tokens) {
    return tokens.flatMap(
        range -> prices.perMillion(meter).map(perMillion -> Line.tokens(meter, range, perMillion)));
  }

  private Usd perMillion(Meter meter) throws Unpriced {
    return prices.perMillion(meter).orElseThrow(Unpriced::new);
  }

  /** Something is charged for, and nobody here knows at what price. */
  static final class Unpriced extends Exception {
    private static final long serialVersionUID = 1;

    Unpriced() {
      super(null, null, false, false);
    }
  }
}
