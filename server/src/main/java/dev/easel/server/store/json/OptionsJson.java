package dev.easel.server.store.json;

import dev.easel.server.domain.Delivery;
import dev.easel.server.domain.JobOptions;
import dev.easel.spi.Priority;
import dev.easel.spi.Usd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a job is run. */
final class OptionsJson {
  private OptionsJson() {}

  static void write(JobOptions options, Draft draft) {
    draft
        .text("request_id", options.requestId())
        .texts("providers", options.providers())
        .duration("execution_timeout", options.executionTimeout())
        .number("max_cost_nanos", options.maxCost().map(Usd::nanos))
        .word("delivery", options.delivery())
        .word("priority", options.priority())
        .number("preview_count", options.previewCount())
        .text("end_user", options.endUser())
        .list("labels", labels(options), OptionsJson::writeLabel);
  }

  static JobOptions read(Value value) {
    return value.object(options ->
        new JobOptions(
            options.find("request_id", Value::text),
            options.list("providers", Value::text),
            options.find("execution_timeout", Value::duration),
            options.find("max_cost_nanos", Value::nanos),
            options.get("delivery").word(Delivery.class),
            options.get("priority").word(Priority.class),
            options.get("preview_count").smallNumber(),
            options.find("end_user", Value::text),
            labels(options)));
  }

  /** In the order of their names, so that equal options are equal documents. */
  private static List<Map.Entry<String, String>> labels(JobOptions options) {
    return options.labels().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
  }

  private static Map<String, String> labels(Members options) {
    Map<String, String> labels = new HashMap<>();
    for (Map.Entry<String, String> label : options.list("labels", OptionsJson::readLabel)) {
      if (labels.put(label.getKey(), label.getValue()) != null) {
        throw options.unreadable("a label occurs twice");
      }
    }
    return labels;
  }

  /** Not a member of its own: parsers read fewer texts as names than as values. */
  private static void writeLabel(Map.Entry<String, String> label, Draft draft) {
    draft.text("name", label.getKey()).text("value", label.getValue());
  }

  private static Map.Entry<String, String> readLabel(Value value) {
    return value.object(label -> Map.entry(label.get("name").text(), label.get("value").text()));
  }
}
