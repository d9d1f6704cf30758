package dev.easel.server.cli;

import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.client.PriceSurvey;
import dev.easel.server.cli.client.Retries;
import dev.easel.server.cli.view.Json;
import dev.easel.server.cli.view.ModelPage;
import dev.easel.server.cli.view.PriceTable;
import dev.easel.v1.ListModelsRequest;
import dev.easel.v1.ListModelsResponse;
import dev.easel.v1.Model;
import dev.easel.v1.Offering;
import io.grpc.StatusException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what can be asked for. */
@Command(
    name = "models",
    description = "Lists models with their options, defaults and prices at each provider.")
final class ModelsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "MODEL", arity = "0..1", description = "Only this one.")
  private String model = "";

  @Option(names = "--json", description = "Print the catalog as JSON.")
  private boolean json;

  @Mixin private final ServerOptions server;

  ModelsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public Integer call() throws Exception {
    ListModelsRequest request = ListModelsRequest.newBuilder().setModel(model).build();
    try (Connection connection = server.connect();
        Stop.Interruptible _ = surroundings.stop().interruptMe()) {
      ListModelsResponse listed =
          Retries.few(surroundings.time()).call(() -> connection.catalog().listModels(request));
      if (json) {
        surroundings.terminal().out().println(Json.of(listed));
      } else {
        print(listed, new PriceSurvey(connection, surroundings.time()));
      }
      return ExitCode.OK.number();
    }
  }

  private void print(ListModelsResponse listed, PriceSurvey survey)
      throws StatusException, InterruptedException {
    PrintStream out = surroundings.terminal().out();
    for (Model each : listed.getModelsList()) {
      ModelPage.title(each).forEach(out::println);
      for (Offering offering : each.getOfferingsList()) {
        ModelPage.offering(offering).forEach(out::println);
        if (offering.hasGenerate()) {
          PriceTable.lines(survey.prices(each.getId(), offering)).forEach(out::println);
        }
      }
      out.println();
    }
  }
}
