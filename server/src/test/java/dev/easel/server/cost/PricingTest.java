package dev.easel.server.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.Models;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Cost.Basis;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Billing;
import dev.easel.spi.Endpoint;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.PriceList;
import dev.easel.spi.Quality;
import dev.easel.spi.Rounding;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Usd;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PricingTest {
  private static final String PROMPT = "a red fox in snow";

  private final Pricing pricing = new Pricing();

  private static OutputSpec output(int count, Optional<Size> size, Quality quality) {
    return new OutputSpec(
        count,
        Optional.of(size.<SizeChoice>map(SizeChoice.Exact::new).orElseGet(SizeChoice.Auto::new)),
        Optional.of(quality),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Order order(int count, Optional<Size> size, Quality quality) {
    return Order.generate(PROMPT, output(count, size, quality));
  }

  private static Endpoint endpoint(Rounding rounding, long allowance) {
    return new Endpoint("test", Models.capabilities(), Models.prices(rounding, allowance));
  }

  private static SlotResult.Filled image(int slot, Size size) {
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
    return new SlotResult.Filled(slot, blob, ImageFacts.none());
  }

  @ParameterizedTest
  @CsvSource({
    // Five words are twenty tokens: $0.00004.
    "1024x1024,LOW,1,0.02",
    "1024x1536,LOW,1,0.02",
    "1024x1024,MEDIUM,1,0.05",
    "1024x1024,MEDIUM,4,0.17",
    "1024x1536,HIGH,2,0.51"
  })
  void aQuoteIsThePriceOfTheImagesAndThePromptRoundedAsTheSellerDoes(
      String size, Quality quality, int count, String total) {
    Cost cost =
        pricing
            .quote(
                endpoint(Rounding.UP_TO_CENT, 0),
                "book",
                Payer.SERVICE,
                order(count, Optional.of(Size.parse(size)), quality))
            .orElseThrow();
    assertThat(cost.amount()).isEqualTo(Usd.parse(total));
    assertThat(cost.basis()).isEqualTo(Basis.ESTIMATED);
    assertThat(cost.minimum()).contains(Usd.parse(total));
  }

  @Test
  void aQuoteIsARangeWhereTheModelChooses() {
    Cost cost =
        pricing
            .quote(
                endpoint(Rounding.UP_TO_CENT, 0),
                "book",
                Payer.SERVICE,
                order(1, Optional.empty(), Quality.AUTO))
            .orElseThrow();
    assertThat(cost.minimum()).contains(Usd.parse("0.02"));
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.26"));
  }

  @Test
  void whatHasNoPriceIsUnknownNotFree() {
    PriceList none = PriceList.unknown();
    assertThat(
            pricing.quote(
                new Endpoint("test", Models.capabilities(), none),
                "book",
                Payer.SERVICE,
                order(1, Optional.of(Models.SQUARE), Quality.LOW)))
        .isEmpty();
  }

  @Test
  void settlementCountsDeliveredImagesAtTheirRealSize() {
    Cost cost =
        pricing
            .settle(
                endpoint(Rounding.UP_TO_CENT, 0),
                "book",
                Payer.SERVICE,
                order(2, Optional.empty(), Quality.MEDIUM),
                List.of(image(0, Models.SQUARE), image(1, Models.TALL)),
                Billing.untold())
            .orElseThrow();
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.11"));
    assertThat(cost.basis()).isEqualTo(Basis.COMPUTED);
    assertThat(cost.minimum()).isEmpty();
  }

  @Test
  void settlementStaysAnEstimateWhereTheSellerLeavesSomethingUntold() {
    Cost cost =
        pricing
            .settle(
                endpoint(Rounding.NONE, 500),
                "book",
                Payer.SERVICE,
                order(1, Optional.of(Models.SQUARE), Quality.LOW),
                List.of(image(0, Models.SQUARE)),
                Billing.untold())
            .orElseThrow();
    assertThat(cost.basis()).isEqualTo(Basis.ESTIMATED);
    assertThat(cost.minimum()).contains(Usd.parse("0.01104"));
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.01604"));
  }

  @Test
  void aPromptThatDoesNotSpaceItsWordsIsARange() {
    Cost cost =
        pricing
            .quote(
                endpoint(Rounding.NONE, 0),
                "book",
                Payer.SERVICE,
                Order.generate(
                    "雪".repeat(30_000), output(1, Optional.of(Models.SQUARE), Quality.LOW)))
            .orElseThrow();
    assertThat(cost.minimum()).contains(Usd.parse("0.011008"));
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.071"));
  }

  @Test
  void whatTheSellerStatesStands() {
    Cost cost =
        pricing
            .settle(
                endpoint(Rounding.UP_TO_CENT, 0),
                "book",
                Payer.CALLER,
                order(1, Optional.empty(), Quality.LOW),
                List.of(image(0, Models.SQUARE)),
                new Billing(Optional.of(Usd.parse("0.0421")), Map.of()))
            .orElseThrow();
    assertThat(cost.amount()).isEqualTo(Usd.parse("0.0421"));
    assertThat(cost.basis()).isEqualTo(Basis.REPORTED);
    assertThat(cost.payer()).isEqualTo(Payer.CALLER);
  }
}
