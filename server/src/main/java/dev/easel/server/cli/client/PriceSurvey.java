package dev.easel.server.cli.client;

import dev.easel.server.cli.view.PriceCell;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.JobOptions;
import dev.easel.v1.Offering;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.Quality;
import dev.easel.v1.Quote;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.Size;
import io.grpc.StatusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks what one image costs at each size and quality that an offering lists. */
public final class PriceSurvey {
  private final Connection connection;
  private final Time time;

  /** Asks over a connection. */
  public PriceSurvey(Connection connection, Time time) {
    this.connection = connection;
    this.time = time;
  }

  /** The prices, size by size. */
  public List<PriceCell> prices(String model, Offering offering)
      throws StatusException, InterruptedException {
    List<PriceCell> cells = new ArrayList<>();
    for (Size size : offering.getGenerate().getSizesList()) {
      for (Quality quality : offering.getGenerate().getQualitiesList()) {
        cells.add(
            new PriceCell(size, quality, price(model, offering.getProvider(), size, quality)));
      }
    }
    return cells;
  }

  private Optional<Quote> price(String model, String provider, Size size, Quality quality)
      throws StatusException, InterruptedException {
    QuoteRequest asked =
        QuoteRequest.newBuilder()
            .setGenerate(
                GenerateRequest.newBuilder()
                    .setPrompt("a picture")
                    .setModel(model)
                    .setOutput(OutputSpec.newBuilder().setSize(size).setQuality(quality))
                    .setOptions(JobOptions.newBuilder().addProviders(provider)))
            .build();
    return Retries.few(time).call(() -> connection.images().quote(asked)).getQuotesList().stream()
        .filter(quote -> quote.getProvider().equals(provider) && quote.hasCost())
        .findFirst();
  }
}
