package dev.easel.server.store.json;

import dev.easel.http.json.Json;
import dev.easel.server.domain.Delivery;
import dev.easel.server.domain.JobOptions;
import dev.easel.spi.Priority;
import dev.easel.spi.Usd;
import java.util.Map;

/** How a job is run. */
final class OptionsJson {
  private OptionsJson() {}

  static Json write(JobOptions options) {
    return new Draft()
        .text("request_id", options.requestId())
        .list("providers", options.providers(), Json::of)
        .duration("execution_timeout", options.executionTimeout())
        .number("max_cost_nanos", options.maxCost().map(Usd::nanos))
        .word("delivery", options.delivery())
        .word("priority", options.priority())
        .number("preview_count", options.previewCount())
        .text("end_user", options.endUser())
        .texts("labels", options.labels())
        .json();
  }

  static JobOptions read(Value value) {
    return value.object(
        options ->
            new JobOptions(
                options.find("request_id", Value::text),
                options.list("providers", Value::text),
                options.find("execution_timeout", Value::duration),
                options.find("max_cost_nanos", Value::nanos),
                options.get("delivery").word(Delivery.class),
                options.get("priority").word(Priority.class),
                options.get("preview_count").smallNumber(),
                options.find("end_user", Value::text),
                options.find("labels", Value::texts).orElse(Map.of())));
  }
}
