package dev.easel.server.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.CostItem;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Billing;
import dev.easel.spi.Capabilities;
import dev.easel.spi.Endpoint;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Meter;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.PriceList;
import dev.easel.spi.PromptTokens;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.TokenRange;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever the model chooses, what a job costs lies within its quote. */
final class QuoteRangeTest {
  private static final int ORDERS = 20_000;

  private final Pricing pricing = new Pricing();
  private final List<Endpoint> endpoints = new PriceBooks().priced();

  @Test
  void theQuoteHoldsWhateverTheModelChoosesAndTheSellerTells() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ORDERS; round++) {
      Endpoint endpoint = oneOf(endpoints, random);
      Order order = order(endpoint.capabilities(), random);
      String about =
          "seed %d, order %d of %s: %s".formatted(seed, round, endpoint.name(), order.output());
      Cost quote =
          pricing.quote(endpoint, "book", Payer.SERVICE, order).orElseThrow(AssertionError::new);
      Cost cost = settled(endpoint, order, random);
      assertThat(cost.amount()).as(about).isLessThanOrEqualTo(quote.amount());
      assertThat(cost.minimum().orElse(cost.amount()))
          .as(about)
          .isGreaterThanOrEqualTo(quote.minimum().orElseThrow());
      assertAddsUp(about, quote, endpoint.prices());
      assertAddsUp(about, cost, endpoint.prices());
    }
  }

  private static void assertAddsUp(String about, Cost cost, PriceList prices) {
    Usd sum =
        cost.items().stream()
            .map(CostItem::amount)
            .map(amount -> amount.orElseThrow(AssertionError::new))
            .reduce(Usd.ZERO, Usd::plus);
    assertThat(cost.amount()).as(about).isEqualTo(sum.rounded(prices.rounding()));
  }

  private static Order order(Capabilities taken, Random random) {
    int sources = taken.maxSources() == 0 ? 0 : 1 + random.nextInt(taken.maxSources());
    List<Quality> qualities = taken.qualities();
    return new Order(
        "fox ".repeat(random.nextInt(200)) + "雪".repeat(random.nextInt(40)),
        new OutputSpec(
            1 + random.nextInt(taken.maxCount()),
            Optional.of(
                taken.autoSize() && random.nextInt(3) == 0
                    ? new SizeChoice.Auto()
                    : new SizeChoice.Exact(size(taken, random))),
            Optional.of(oneOf(qualities, random)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        IntStream.range(0, sources)
            .mapToObj(index ->
                random.nextBoolean() ? Optional.of(source(random)) : Optional.<Size>empty())
            .toList(),
        sources > 0 && taken.mask() && random.nextBoolean(),
        taken.inputFidelities().isEmpty()
            ? Optional.empty()
            : Optional.of(oneOf(taken.inputFidelities(), random)),
        random.nextInt(taken.maxPreviewCount() + 1));
  }

  private static Size size(Capabilities taken, Random random) {
    if (taken.sizeRule().isPresent() && random.nextBoolean()) {
      return IntStream.generate(() -> 16 * (1 + random.nextInt(240)))
          .mapToObj(width -> new Size(width, 16 * (1 + random.nextInt(240))))
          .filter(size -> taken.sizeRule().get().allows(size))
          .findFirst()
          .orElseThrow();
    }
    return oneOf(taken.sizes(), random);
  }

  /** Of ordinary shape: at most three times as long as wide. */
  private static Size source(Random random) {
    int side = 64 + random.nextInt(4_000);
    return new Size(side, side + random.nextInt(2 * side));
  }

  private Cost settled(Endpoint endpoint, Order order, Random random) {
    List<SlotResult.Filled> images = new ArrayList<>();
    long drawn = 0;
    boolean byToken =
        endpoint.prices().perMillion(Meter.OUTPUT_IMAGE_TOKEN).isPresent() && random.nextBoolean();
    for (int slot = 0; slot < order.output().count(); slot++) {
      Quality quality = quality(endpoint.capabilities(), order, random);
      Size size =
          order.output().size().orElseThrow() instanceof SizeChoice.Exact(Size exact)
              ? exact
              : size(endpoint.capabilities(), random);
      if (byToken) {
        drawn += endpoint.prices().tokens().drawn().of(quality, size).orElseThrow();
        drawn += random.nextInt(order.previewCount() + 1) * 100L;
      }
      images.add(image(slot, size, random.nextBoolean() ? Optional.of(quality) : asked(order)));
    }
    Billing billing = byToken ? usage(endpoint.prices(), order, drawn, random) : Billing.untold();
    return pricing
        .settle(endpoint, "book", Payer.SERVICE, order, images, billing)
        .orElseThrow(AssertionError::new);
  }

  /** What a seller that does not tell the quality leaves to be known. */
  private static Optional<Quality> asked(Order order) {
    return order.output().quality().filter(quality -> quality != Quality.AUTO);
  }

  private static Quality quality(Capabilities taken, Order order, Random random) {
    return asked(order)
        .orElseGet(() ->
            oneOf(
                taken.qualities().stream().filter(word -> word != Quality.AUTO).toList(), random));
  }

  private static Billing usage(PriceList prices, Order order, long drawn, Random random) {
    Map<Meter, BigDecimal> usage = new EnumMap<>(Meter.class);
    usage.put(Meter.OUTPUT_IMAGE_TOKEN, BigDecimal.valueOf(drawn));
    PromptLength length = PromptLength.of(order.prompt());
    usage.put(
        Meter.INPUT_TEXT_TOKEN,
        within(
            switch (prices.tokens().prompt()) {
              case PromptTokens.Untold() -> TokenRange.exactly(0);
              case PromptTokens.PerWord(int each) -> length.byWord(each);
              case PromptTokens.PerByte(int bytes, int frame) -> length.byByte(bytes, frame);
            },
            random));
    if (prices.perMillion(Meter.OUTPUT_TEXT_TOKEN).isPresent()) {
      usage.put(
          Meter.OUTPUT_TEXT_TOKEN,
          within(new TokenRange(0, prices.tokens().reasoningAllowance()), random));
    }
    if (!order.sources().isEmpty()) {
      usage.put(Meter.INPUT_IMAGE_TOKEN, BigDecimal.valueOf(seen(prices, order, random)));
    }
    return new Billing(Optional.empty(), usage);
  }

  /**
   * A model may keep the details of every source, or of the first only; and count a mask, or not.
   */
  private static long seen(PriceList prices, Order order, Random random) {
    boolean firstOnly = order.inputFidelity().isPresent() && random.nextBoolean();
    long tokens = 0;
    for (int index = 0; index < order.sources().size(); index++) {
      Optional<InputFidelity> fidelity =
          index > 0 && firstOnly ? Optional.of(InputFidelity.LOW) : order.inputFidelity();
      Size size = order.sources().get(index).orElseGet(() -> source(random));
      tokens +=
          prices.tokens().sources(fidelity).orElseThrow().rule().tokens(size)
              + added(prices, fidelity, size);
    }
    Size masked = order.sources().getFirst().orElse(new Size(1024, 1024));
    return order.mask() && random.nextBoolean()
        ? tokens
            + prices.tokens().sources(order.inputFidelity()).orElseThrow().rule().tokens(masked)
        : tokens;
  }

  private static long added(PriceList prices, Optional<InputFidelity> fidelity, Size size) {
    var rule = prices.tokens().sources(fidelity).orElseThrow();
    return size.width() == size.height() ? rule.square() : rule.oblong();
  }

  private static BigDecimal within(TokenRange range, Random random) {
    return BigDecimal.valueOf(range.fewest() + random.nextLong(range.most() - range.fewest() + 1));
  }

  private static SlotResult.Filled image(int slot, Size size, Optional<Quality> quality) {
    Blob blob =
        new Blob(
            new BlobId("0000000000000000000000000" + slot),
            Caller.LOCAL,
            BlobPurpose.RESULT,
            ImageFormat.PNG,
            size,
            1,
            "00",
            Instant.EPOCH);
    return new SlotResult.Filled(
        slot, blob, new ImageFacts(quality, Optional.empty(), Optional.empty()));
  }

  private static <T> T oneOf(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
