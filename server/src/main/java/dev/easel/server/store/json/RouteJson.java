package dev.easel.server.store.json;

import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Route;
import dev.easel.spi.InputFidelity;

/** An instance that may serve a request. */
final class RouteJson {
  private RouteJson() {}

  static void write(Route route, Draft draft) {
    draft
        .text("provider", route.provider())
        .text("provider_model", route.providerModel())
        .value("output", route.output(), OutputJson::write)
        .word("input_fidelity", route.inputFidelity())
        .word("payer", route.payer())
        .value("quote", route.quote(), CostJson::write);
  }

  static Route read(Value value) {
    return value.object(route ->
        new Route(
            route.get("provider").text(),
            route.get("provider_model").text(),
            OutputJson.read(route.get("output")),
            route.find("input_fidelity", fidelity -> fidelity.word(InputFidelity.class)),
            route.get("payer").word(Cost.Payer.class),
            route.find("quote", CostJson::read)));
  }
}
