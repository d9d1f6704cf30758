package dev.easel.server.cost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.CostItem;
import dev.easel.spi.Endpoint;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Usd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the catalogs that ship to the prices that their sellers publish, to the nano-dollar. */
final class PublishedPricesTest {
  private static final int COLUMNS = 13;
  private static final int LINES = 10;

  private final PriceBooks books = new PriceBooks();
  private final Pricing pricing = new Pricing();

  @Test
  void everyCellOfTheSellersPriceListsIsQuotedToTheNanoDollar(TestReporter reporter)
      throws IOException {
    List<String[]> rows = rows();
    List<String> wrong = new ArrayList<>();
    long cells = 0;
    for (String[] row : rows) {
      List<String> expected = Arrays.asList(row).subList(LINES, COLUMNS);
      List<String> quoted = quoted(row);
      cells += Arrays.stream(row[LINES].split(", ", -1)).count() + 2;
      if (!quoted.equals(expected)) {
        wrong.add(String.join(" | ", row) + "\n    but was " + String.join(" | ", quoted));
      }
    }
    assertThat(wrong).isEmpty();
    reporter.publishEntry("orders", Integer.toString(rows.size()));
    reporter.publishEntry("amounts", Long.toString(cells));
    assertThat(rows).hasSizeGreaterThan(300);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-image-1,0.011,0.016,0.016,0.042,0.063,0.063,0.167,0.25,0.25",
    "gpt-image-1.5,0.009,0.013,0.013,0.034,0.05,0.05,0.133,0.2,0.2",
    "gpt-image-2,0.006,0.005,0.005,0.053,0.041,0.041,0.211,0.165,0.165"
  })
  void tokensComeToThePricesOfAnImageThatOpenAiPublishesRounded(
      String model,
      String low,
      String lowTall,
      String lowWide,
      String medium,
      String mediumTall,
      String mediumWide,
      String high,
      String highTall,
      String highWide) {
    assertClose(model, Quality.LOW, low, lowTall, lowWide);
    assertClose(model, Quality.MEDIUM, medium, mediumTall, mediumWide);
    assertClose(model, Quality.HIGH, high, highTall, highWide);
  }

  private void assertClose(String model, Quality quality, String square, String tall, String wide) {
    assertThat(imageNanos(model, quality, "1024x1024"))
        .isCloseTo(Usd.parse(square).nanos(), withinRounding());
    assertThat(imageNanos(model, quality, "1024x1536"))
        .isCloseTo(Usd.parse(tall).nanos(), withinRounding());
    assertThat(imageNanos(model, quality, "1536x1024"))
        .isCloseTo(Usd.parse(wide).nanos(), withinRounding());
  }

  private static Offset<Long> withinRounding() {
    return within(Usd.parse("0.002").nanos());
  }

  private long imageNanos(String model, Quality quality, String size) {
    Endpoint endpoint = books.endpoint("openai", model, Operation.GENERATE);
    return new ImagePrices(endpoint)
        .range(Optional.of(quality), Optional.of(new SizeChoice.Exact(Size.parse(size))))
        .orElseThrow()
        .dearest()
        .nanos();
  }

  private List<String> quoted(String[] row) {
    Operation operation = Operation.valueOf(row[2].toUpperCase(Locale.ROOT));
    Endpoint endpoint = books.endpoint(row[0], row[1], operation);
    Optional<Cost> cost = pricing.quote(endpoint, "book", Payer.SERVICE, order(row));
    return cost.map(PublishedPricesTest::columns).orElseGet(() -> List.of("-", "-", "-"));
  }

  private static List<String> columns(Cost cost) {
    return List.of(
        cost.items().stream().map(PublishedPricesTest::line).collect(Collectors.joining(", ")),
        dollars(cost.amount()),
        dollars(cost.minimum().orElseThrow()));
  }

  private static String line(CostItem item) {
    return item.meter().unit() + " " + dollars(item.amount().orElseThrow());
  }

  private static String dollars(Usd amount) {
    return BigDecimal.valueOf(amount.nanos(), 9).stripTrailingZeros().toPlainString();
  }

  private static Order order(String[] row) {
    String sources = row[7].replace(" mask", "");
    return new Order(
        prompt(row[6]),
        new OutputSpec(
            Integer.parseInt(row[5]),
            Optional.of(
                row[4].equals("auto")
                    ? new SizeChoice.Auto()
                    : new SizeChoice.Exact(Size.parse(row[4]))),
            Optional.of(Quality.valueOf(row[3].toUpperCase(Locale.ROOT))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        sources.equals("-") ? List.of() : sizes(sources),
        row[7].endsWith(" mask"),
        row[8].equals("-")
            ? Optional.empty()
            : Optional.of(InputFidelity.valueOf(row[8].toUpperCase(Locale.ROOT))),
        Integer.parseInt(row[9]));
  }

  private static List<Optional<Size>> sizes(String sources) {
    return Arrays.stream(sources.split("\\+", -1))
        .map(
            source -> source.equals("?") ? Optional.<Size>empty() : Optional.of(Size.parse(source)))
        .toList();
  }

  private static String prompt(String column) {
    if (column.equals("-")) {
      return "";
    }
    int count = Integer.parseInt(column.substring(0, column.indexOf(' ')));
    return column.endsWith("words") ? "fox ".repeat(count) : "x".repeat(count);
  }

  private static List<String[]> rows() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(PublishedPricesTest.class.getResourceAsStream("prices.txt")),
                UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" \\| ", -1))
          .toList();
    }
  }
}
