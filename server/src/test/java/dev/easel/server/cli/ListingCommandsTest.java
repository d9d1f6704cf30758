package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.easel.v1.Capabilities;
import dev.easel.v1.Cost;
import dev.easel.v1.Failure;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.Job;
import dev.easel.v1.ListJobsRequest;
import dev.easel.v1.ListJobsResponse;
import dev.easel.v1.ListModelsResponse;
import dev.easel.v1.Model;
import dev.easel.v1.Offering;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.Quality;
import dev.easel.v1.Quote;
import dev.easel.v1.QuoteResponse;
import dev.easel.v1.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ListingCommandsTest {
  private static final Size SQUARE = Size.newBuilder().setWidth(1024).setHeight(1024).build();

  private final ScriptedServer server;
  private final Shell shell;

  ListingCommandsTest() throws IOException {
    server = new ScriptedServer();
    shell = Shell.at(Path.of(""), server);
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void jobsAreATable() {
    server.images().lists.then(Script.of(page("", Sample.succeeded(), Sample.failed("X"))));

    assertThat(shell.run("jobs")).isZero();

    assertThat(shell.outLines())
        .containsExactly(
            "JOB          STATE      AGE   TOOK  MODEL        PROVIDER  COST    IMAGES  PROMPT",
            "JOB12345678  succeeded  1m0s  3s    gpt-image-1  fal       $0.042  1       "
                + "A red fox, in snow!",
            "JOB12345678  failed X   1m0s  3s    gpt-image-1  fal               0       "
                + "A red fox, in snow!");
  }

  @Test
  void jobsAreReadPageByPageToTheLimit() {
    server.images().lists.then(Script.of(page("next", Sample.queued(), Sample.queued())));
    server.images().lists.then(Script.of(page("more", Sample.queued())));

    assertThat(shell.run("jobs", "--limit", "3", "--state", "queued,running", "--json")).isZero();

    assertThat(server.images().lists.requests())
        .extracting(ListJobsRequest::getPageToken, ListJobsRequest::getPageSize)
        .containsExactly(tuple("", 3), tuple("next", 1));
    assertThat(server.images().lists.requests().getFirst().getStatesList())
        .containsExactly(Job.State.STATE_QUEUED, Job.State.STATE_RUNNING);
    assertThat(shell.outLines()).hasSize(1);
  }

  @Test
  void anUnknownStateIsAMistakeOfUsage() {
    assertThat(shell.run("jobs", "--state", "asleep")).isEqualTo(2);
    assertThat(shell.err()).contains("'asleep' is none of queued, running");
  }

  @Test
  void quotesShowPricesAndRefusals() {
    Failure refusal = Failure.newBuilder().setReason("NO").setMessage("too big").build();
    server
        .images()
        .quotes
        .then(
            Script.of(
                QuoteResponse.newBuilder()
                    .addQuotes(quote(Quality.QUALITY_AUTO, 20_000_000, 170_000_000))
                    .addQuotes(
                        Quote.newBuilder()
                            .setProvider("openai")
                            .setModel("gpt-image-1")
                            .setRefusal(refusal))
                    .build()));

    assertThat(shell.run("quote", "a fox")).isZero();

    assertThat(shell.outLines())
        .containsExactly(
            "PROVIDER  MODEL        PRICE           BASIS      IMAGES OR REFUSAL",
            "fal       gpt-image-1  $0.02 to $0.17  estimated  1 x 1024x1024, auto",
            "openai    gpt-image-1  -               refused    NO: too big");
  }

  @Test
  void modelsShowOptionsDefaultsAndPrices() {
    server.catalog().models.then(Script.of(models()));
    server.images().quotes.then(Script.of(priced(Quality.QUALITY_LOW, 20_000_000)));
    server.images().quotes.then(Script.of(QuoteResponse.getDefaultInstance()));

    assertThat(shell.run("models")).isZero();

    assertThat(shell.outLines())
        .containsExactly(
            "gpt-image-1  GPT Image 1",
            "  at fal",
            "    generate",
            "      images      up to 4  (default 1)",
            "      size        1024x1024, auto  (default auto)",
            "      quality     low, high  (default high)",
            "      format      png, jpeg",
            "      price       $0.05, estimated, one image at the defaults",
            "      one image  low    high",
            "      1024x1024  $0.02  -",
            "");
  }

  @Test
  void modelsAsJsonAreTheCatalogItself() {
    server.catalog().models.then(Script.of(models()));

    assertThat(shell.run("models", "gpt-image-1", "--json")).isZero();

    assertThat(server.catalog().models.requests().getFirst().getModel()).isEqualTo("gpt-image-1");
    assertThat(shell.outLines()).hasSize(1).first().asString().startsWith("{\"models\":[{\"id\":");
  }

  private static ListJobsResponse page(String next, Job... jobs) {
    return ListJobsResponse.newBuilder().addAllJobs(List.of(jobs)).setNextPageToken(next).build();
  }

  private static QuoteResponse priced(Quality quality, int nanos) {
    return QuoteResponse.newBuilder().addQuotes(quote(quality, nanos, nanos)).build();
  }

  private static Quote quote(Quality quality, int least, int most) {
    return Quote.newBuilder()
        .setProvider("fal")
        .setModel("gpt-image-1")
        .setOutput(OutputSpec.newBuilder().setCount(1).setSize(SQUARE).setQuality(quality))
        .setCost(
            Cost.newBuilder()
                .setMinimumAmount(Sample.dollars(least))
                .setAmount(Sample.dollars(most))
                .setBasis(Cost.Basis.BASIS_ESTIMATED))
        .build();
  }

  private static ListModelsResponse models() {
    Capabilities taken =
        Capabilities.newBuilder()
            .setMaxCount(4)
            .addSizes(SQUARE)
            .setAutoSize(true)
            .addQualities(Quality.QUALITY_LOW)
            .addQualities(Quality.QUALITY_HIGH)
            .addFormats(ImageFormat.IMAGE_FORMAT_PNG)
            .addFormats(ImageFormat.IMAGE_FORMAT_JPEG)
            .setDefaults(
                OutputSpec.newBuilder()
                    .setCount(1)
                    .setAutoSize(true)
                    .setQuality(Quality.QUALITY_HIGH))
            .setTypicalCost(
                Cost.newBuilder()
                    .setAmount(Sample.dollars(50_000_000))
                    .setBasis(Cost.Basis.BASIS_ESTIMATED))
            .build();
    return ListModelsResponse.newBuilder()
        .addModels(
            Model.newBuilder()
                .setId("gpt-image-1")
                .setDisplayName("GPT Image 1")
                .addOfferings(Offering.newBuilder().setProvider("fal").setGenerate(taken)))
        .build();
  }
}
