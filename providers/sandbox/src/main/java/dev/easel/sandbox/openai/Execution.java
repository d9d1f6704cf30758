package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.seller.PromptWord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * By whom Lumenfall had a task done.
 *
 * @param provider the one that did it
 * @param failed those that were tried before
 */
record Execution(String provider, List<String> failed) {

  private static final Map<String, String> NAMES = Map.of("openai", "OpenAI", "fal", "fal.ai");

  Execution {
    failed = List.copyOf(failed);
  }

  /** The provider that the model is pinned to; otherwise OpenAI, or fal when a prompt says so. */
  static Execution of(ImageTask task) {
    boolean rerouted =
        PromptWord.in(task.prompt()).stream().anyMatch(word -> word.name().equals("rerouted"));
    return LumenfallWords.pinned(task.delivery().model())
        .map(provider -> new Execution(provider, List.of()))
        .orElseGet(() ->
            rerouted
                ? new Execution("fal", List.of("openai"))
                : new Execution("openai", List.of()));
  }

  Json.Struct metadata(ImageTask task) {
    Usage usage = Usage.of(task, task.count());
    String model = task.model().ids().getFirst();
    return Json.struct()
        .put("model", LumenfallWords.bare(task.delivery().model()))
        .put("executed_model", provider + "/" + model)
        .put("provider", provider)
        .put("provider_name", NAMES.getOrDefault(provider, provider))
        .put("cost", new Json.Numeral(task.model().rates().price(usage).toPlainString()))
        .put("cost_currency", "USD")
        .put("attempts", Json.array(attempts()))
        .build();
  }

  private List<Json.Struct> attempts() {
    return Stream.concat(
            failed.stream().map(name -> attempt(name, "failed")),
            Stream.of(attempt(provider, "succeeded")))
        .toList();
  }

  private static Json.Struct attempt(String provider, String status) {
    return Json.struct().put("provider", provider).put("status", status).build();
  }
}
