package dev.easel.server.store.json;

import dev.easel.server.domain.JobRequest;
import dev.easel.spi.Operation;

/** What was asked for. */
final class RequestJson {
  private RequestJson() {}

  static void write(JobRequest request, Draft draft) {
    draft
        .word("operation", request.operation())
        .text("prompt", request.prompt())
        .text("model", request.model())
        .value("output", request.output(), OutputJson::write)
        .value("input", request.input(), InputJson::write)
        .value("options", request.options(), OptionsJson::write);
  }

  static JobRequest read(Value value) {
    return value.object(request ->
        new JobRequest(
            request.get("operation").word(Operation.class),
            request.get("prompt").text(),
            request.get("model").text(),
            OutputJson.read(request.get("output")),
            InputJson.read(request.get("input")),
            OptionsJson.read(request.get("options"))));
  }
}
