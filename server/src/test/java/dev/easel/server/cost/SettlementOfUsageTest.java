package dev.easel.server.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Cost.Basis;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.CostItem;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Billing;
import dev.easel.spi.Endpoint;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Meter;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.PriceList;
import dev.easel.spi.Quality;
import dev.easel.spi.Rounding;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job costs by what its seller counted. */
final class SettlementOfUsageTest {
  private static final Size SQUARE = new Size(1024, 1024);

  private final PriceBooks books = new PriceBooks();
  private final Pricing pricing = new Pricing();

  private static OutputSpec output(int count, Quality quality) {
    return new OutputSpec(
        count,
        Optional.of(new SizeChoice.Exact(SQUARE)),
        Optional.of(quality),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static SlotResult.Filled image(Optional<Quality> quality) {
    Blob blob =
        new Blob(
            new BlobId("00000000000000000000000000"),
            Caller.LOCAL,
            BlobPurpose.RESULT,
            ImageFormat.PNG,
            SQUARE,
            1,
            "00",
            Instant.EPOCH);
    return new SlotResult.Filled(
        0, blob, new ImageFacts(quality, Optional.empty(), Optional.empty()));
  }

  private static Billing usage(Map<Meter, Integer> counts) {
    return new Billing(
        Optional.empty(),
        counts.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, count -> BigDecimal.valueOf(count.getValue()))));
  }

  private Optional<Cost> settle(Endpoint endpoint, Order order, int images, Billing billing) {
    return pricing.settle(
        endpoint,
        "book",
        Payer.SERVICE,
        order,
        Collections.nCopies(images, image(Optional.empty())),
        billing);
  }

  private Endpoint openai(String model, Operation operation) {
    return books.endpoint("openai", model, operation);
  }

  @Test
  void usageTimesPriceIsTheCostExactly() {
    // The answer of a stream with three previews: 4160 + 3 x 100.
    Cost cost =
        settle(
                openai("gpt-image-1", Operation.GENERATE),
                Order.generate("a cat", output(1, Quality.HIGH)),
                1,
                usage(Map.of(Meter.INPUT_TEXT_TOKEN, 7, Meter.OUTPUT_IMAGE_TOKEN, 4460)))
            .orElseThrow();
    assertThat(cost.basis()).isEqualTo(Basis.COMPUTED);
    assertThat(cost.minimum()).isEmpty();
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.178435"));
    assertThat(cost.items())
        .containsExactly(
            new CostItem(
                Meter.OUTPUT_IMAGE_TOKEN,
                BigDecimal.valueOf(4460),
                Optional.of(Usd.parse("0.1784"))),
            new CostItem(
                Meter.INPUT_TEXT_TOKEN, BigDecimal.valueOf(7), Optional.of(Usd.parse("0.000035"))));
  }

  @Test
  void sourcesAndReasoningAreBilledAtTheirOwnPrices() {
    Order order =
        new Order(
            "a cat",
            output(1, Quality.LOW),
            List.of(Optional.of(SQUARE)),
            false,
            Optional.of(InputFidelity.LOW),
            0);
    Cost cost =
        settle(
                openai("gpt-image-1.5", Operation.EDIT),
                order,
                1,
                usage(
                    Map.of(
                        Meter.INPUT_TEXT_TOKEN, 10,
                        Meter.INPUT_IMAGE_TOKEN, 194,
                        Meter.OUTPUT_TEXT_TOKEN, 250,
                        Meter.OUTPUT_IMAGE_TOKEN, 272)))
            .orElseThrow();
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.012806"));
    assertThat(cost.basis()).isEqualTo(Basis.COMPUTED);
  }

  @Test
  void aCountWithoutAPriceMakesTheCostAFloor() {
    Cost cost =
        settle(
                openai("gpt-image-2", Operation.GENERATE),
                Order.generate("a cat", output(1, Quality.HIGH)),
                1,
                usage(
                    Map.of(
                        Meter.INPUT_TEXT_TOKEN, 8,
                        Meter.OUTPUT_TEXT_TOKEN, 31,
                        Meter.OUTPUT_IMAGE_TOKEN, 7024)))
            .orElseThrow();
    assertThat(cost.basis()).isEqualTo(Basis.ESTIMATED);
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.21076"));
    assertThat(cost.minimum()).contains(cost.amount());
    assertThat(cost.items())
        .contains(new CostItem(Meter.OUTPUT_TEXT_TOKEN, BigDecimal.valueOf(31), Optional.empty()));
  }

  @Test
  void tokensOfImagesWithoutAPriceLeaveTheCostUnknown() {
    assertThat(
            settle(
                books.endpoint("azure", "gpt-image-1", Operation.GENERATE),
                Order.generate("a cat", output(1, Quality.HIGH)),
                1,
                usage(Map.of(Meter.INPUT_TEXT_TOKEN, 7, Meter.OUTPUT_IMAGE_TOKEN, 4160))))
        .isEmpty();
  }

  @Test
  void tokensThatTheSellerSaysItDidNotCountAreNotChargedFor() {
    Cost cost =
        settle(
                openai("gpt-image-1", Operation.GENERATE),
                Order.generate("a cat", output(2, Quality.MEDIUM)),
                2,
                usage(Map.of(Meter.INPUT_TEXT_TOKEN, 7, Meter.OUTPUT_IMAGE_TOKEN, 0)))
            .orElseThrow();
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.000035"));
    assertThat(cost.basis()).isEqualTo(Basis.COMPUTED);
  }

  @Test
  void noneOfWhatHasNoPriceIsNothing() {
    Cost cost =
        settle(
                books.endpoint("azure", "gpt-image-1", Operation.GENERATE),
                Order.generate("a cat", output(1, Quality.HIGH)),
                1,
                usage(Map.of(Meter.INPUT_TEXT_TOKEN, 0, Meter.OUTPUT_IMAGE_TOKEN, 0)))
            .orElseThrow();
    assertThat(cost.amount()).isEqualTo(Usd.ZERO);
    assertThat(cost.basis()).isEqualTo(Basis.COMPUTED);
  }

  @Test
  void noBillableUnitsAreNothingWhateverOneWouldCost() {
    Endpoint fal = books.endpoint("fal", "gpt-image-1", Operation.GENERATE);
    Order order = Order.generate("a fox", output(1, Quality.LOW));
    Cost cost = settle(fal, order, 1, usage(Map.of(Meter.BILLABLE_UNIT, 0))).orElseThrow();
    assertThat(cost.amount()).isEqualTo(Usd.ZERO);
    assertThat(cost.basis()).isEqualTo(Basis.COMPUTED);
    assertThat(cost.items())
        .containsExactly(new CostItem(Meter.BILLABLE_UNIT, BigDecimal.ZERO, Optional.of(Usd.ZERO)));
  }

  @Test
  void anAmountOfNothingThatTheSellerStatesStands() {
    Cost cost =
        settle(
                books.endpoint("lumenfall", "gpt-image-1", Operation.GENERATE),
                Order.generate("a cat", output(1, Quality.AUTO)),
                1,
                new Billing(Optional.of(Usd.ZERO), Map.of()))
            .orElseThrow();
    assertThat(cost.amount()).isEqualTo(Usd.ZERO);
    assertThat(cost.basis()).isEqualTo(Basis.REPORTED);
  }

  @Test
  void withoutUsageAQualityLeftToTheModelStaysARange() {
    Endpoint fal = books.endpoint("fal", "gpt-image-1", Operation.GENERATE);
    Order order = Order.generate("a red fox", output(4, Quality.AUTO));
    Cost cost = settle(fal, order, 2, Billing.untold()).orElseThrow();
    assertThat(cost.basis()).isEqualTo(Basis.ESTIMATED);
    assertThat(cost.minimum()).contains(Usd.parse("0.03"));
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.34"));
  }

  @Test
  void billableUnitsAreBilledWhereTheBookHasTheirPrice() {
    Endpoint fal = books.endpoint("fal", "gpt-image-1", Operation.GENERATE);
    PriceList prices = fal.prices();
    Endpoint priced =
        new Endpoint(
            fal.name(),
            fal.capabilities(),
            new PriceList(
                prices.images(),
                prices.perMillion(),
                prices.tokens(),
                Optional.of(Usd.parse("0.0421")),
                Rounding.NONE,
                prices.rounding()));
    Billing units =
        new Billing(Optional.empty(), Map.of(Meter.BILLABLE_UNIT, new BigDecimal("1.00001230")));
    Cost cost =
        settle(priced, Order.generate("a fox", output(1, Quality.AUTO)), 1, units).orElseThrow();
    assertThat(cost.basis()).isEqualTo(Basis.COMPUTED);
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.05"));
    assertThat(cost.items())
        .containsExactly(
            new CostItem(
                Meter.BILLABLE_UNIT,
                new BigDecimal("1.00001230"),
                Optional.of(Usd.parse("0.042100518"))));
  }

  @Test
  void billableUnitsWithoutAPriceAreToldAndChangeNothing() {
    Endpoint fal = books.endpoint("fal", "gpt-image-1", Operation.GENERATE);
    Order order = Order.generate("a fox", output(1, Quality.LOW));
    Billing units = new Billing(Optional.empty(), Map.of(Meter.BILLABLE_UNIT, BigDecimal.TWO));
    Cost cost = settle(fal, order, 1, units).orElseThrow();
    assertThat(cost.basis()).isEqualTo(Basis.COMPUTED);
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.02"));
    assertThat(cost.items())
        .contains(new CostItem(Meter.BILLABLE_UNIT, BigDecimal.TWO, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1E+1000000000", "1E-1000000000", "1000000000001"})
  void aCountBeyondBeliefIsTakenAsUntold(String count) {
    Billing billing =
        new Billing(
            Optional.empty(),
            Map.of(
                Meter.OUTPUT_IMAGE_TOKEN,
                new BigDecimal(count),
                Meter.INPUT_TEXT_TOKEN,
                BigDecimal.TEN));
    Cost cost =
        settle(
                openai("gpt-image-1", Operation.GENERATE),
                Order.generate("a cat", output(1, Quality.LOW)),
                1,
                billing)
            .orElseThrow();
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.01093"));
  }

  @Test
  void whatLumenfallStatesStandsWithItsCountsBeside() {
    Cost cost =
        settle(
                books.endpoint("lumenfall", "gpt-image-1", Operation.GENERATE),
                Order.generate("a cat", output(1, Quality.AUTO)),
                1,
                new Billing(
                    Optional.of(Usd.parse("0.042")),
                    Map.of(Meter.OUTPUT_IMAGE_TOKEN, BigDecimal.valueOf(1056))))
            .orElseThrow();
    assertThat(cost.basis()).isEqualTo(Basis.REPORTED);
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.042"));
    assertThat(cost.items())
        .containsExactly(
            new CostItem(Meter.OUTPUT_IMAGE_TOKEN, BigDecimal.valueOf(1056), Optional.empty()));
  }

  @Test
  void aPriceBeyondMeasureIsUnknownAndNotAFault() {
    Endpoint openai = openai("gpt-image-1", Operation.GENERATE);
    PriceList prices = openai.prices();
    Endpoint absurd =
        new Endpoint(
            openai.name(),
            openai.capabilities(),
            new PriceList(
                List.of(),
                Map.of(Meter.OUTPUT_IMAGE_TOKEN, new Usd(Long.MAX_VALUE)),
                prices.tokens(),
                Optional.empty(),
                Rounding.NONE,
                Rounding.UP_TO_CENT));
    Order order = Order.generate("a cat", output(1, Quality.LOW));
    Billing billing = usage(Map.of(Meter.OUTPUT_IMAGE_TOKEN, 2_000_000));
    assertThat(settle(absurd, order, 1, billing)).isEmpty();
    assertThat(pricing.quote(absurd, "book", Payer.SERVICE, order)).isPresent();
  }
}
