package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.client.Retries;
import dev.easel.server.cli.terminal.Progress;
import dev.easel.server.cli.view.Json;
import dev.easel.server.cli.view.QuotesTable;
import dev.easel.v1.EditRequest;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.QuoteResponse;
import io.grpc.StatusException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prices a request. */
@Command(
    name = "quote",
    description =
        "Tells what images of a prompt, or with -i an edit, would cost at each provider. Spends"
            + " nothing.")
final class QuoteCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final SourceOptions sources = new SourceOptions();
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
    sources.requireImageIfUsed();
    sources.check(surroundings.folder());
    try (Connection connection = server.connect();
        Stop.Interruptible _ = surroundings.stop().interruptMe()) {
      QuoteRequest asked = asked(connection);
      QuoteResponse answer =
          Retries.few(surroundings.time()).call(() -> connection.images().quote(asked));
      return told(answer).number();
    }
  }

  private QuoteRequest asked(Connection connection)
      throws StatusException, IOException, InterruptedException {
    if (!sources.isEdit()) {
      return QuoteRequest.newBuilder().setGenerate(request.generate(request.format(), "")).build();
    }
    try (Progress progress = Progress.on(surroundings.terminal(), surroundings.time())) {
      // A price depends on the sources' sizes; what is uploaded for it is there for the edit.
      SourceSender sender = new SourceSender(connection, surroundings, progress);
      EditRequest edit = sources.addTo(request.edit(request.format(), ""), sender);
      return QuoteRequest.newBuilder().setEdit(edit).build();
    }
  }

  private ExitCode told(QuoteResponse answer) {
    if (json) {
      surroundings.terminal().out().println(Json.of(answer));
    } else {
      QuotesTable.lines(answer.getQuotesList()).forEach(surroundings.terminal().out()::println);
    }
    boolean served = answer.getQuotesList().stream().anyMatch(quote -> !quote.hasRefusal());
    return served ? ExitCode.OK : ExitCode.REFUSED;
  }
}
