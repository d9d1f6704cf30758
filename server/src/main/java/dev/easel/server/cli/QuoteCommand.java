package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.client.Retries;
import dev.easel.server.cli.view.Json;
import dev.easel.server.cli.view.QuotesTable;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.QuoteResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prices a request. */
@Command(
    name = "quote",
    description = "Tells what images of a prompt would cost at each provider. Spends nothing.")
final class QuoteCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final RequestOptions request = new RequestOptions();
  @Mixin private final ServerOptions server;

  @Option(names = "--json", description = "Print the quotes as JSON.")
  private boolean json;

  QuoteCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public Integer call() throws Exception {
    QuoteRequest asked =
        QuoteRequest.newBuilder().setGenerate(request.request(request.format(), "")).build();
    try (Connection connection = server.connect();
        Stop.Interruptible _ = surroundings.stop().interruptMe()) {
      QuoteResponse answer =
          Retries.few(surroundings.time()).call(() -> connection.images().quote(asked));
      if (json) {
        surroundings.terminal().out().println(Json.of(answer));
      } else {
        QuotesTable.lines(answer.getQuotesList()).forEach(surroundings.terminal().out()::println);
      }
      boolean served = answer.getQuotesList().stream().anyMatch(quote -> !quote.hasRefusal());
      return (served ? ExitCode.OK : ExitCode.REFUSED).number();
    }
  }
}
