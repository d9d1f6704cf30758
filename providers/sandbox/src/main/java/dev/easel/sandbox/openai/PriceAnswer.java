package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** What Lumenfall answers when only the price is asked for. */
record PriceAnswer(ImageTask task) {

  private static final int MICRO = 6;

  Json.Struct json() {
    Usage usage = Usage.of(task, task.count());
    Rates rates = task.model().rates();
    long micros =
        rates.price(usage).movePointRight(MICRO).setScale(0, RoundingMode.CEILING).longValueExact();
    return Json.struct()
        .put("estimated", true)
        .put("model", LumenfallWords.bare(task.delivery().model()))
        .put("provider", Execution.of(task).provider())
        .put("total_cost_micros", micros)
        .put("currency", "USD")
        .put(
            "components",
            Json.array(
                List.of(
                    component("input", "token", usage.text() + usage.images(), rates.input(usage)),
                    component("output", "image", task.count(), rates.output(usage)))))
        .build();
  }

  private static Json.Struct component(String type, String metric, int quantity, BigDecimal cost) {
    BigDecimal unit = cost.divide(BigDecimal.valueOf(quantity), MathContext.DECIMAL64);
    return Json.struct()
        .put("type", type)
        .put("metric", metric)
        .put("quantity", quantity)
        .put("billable_quantity", quantity)
        .put("unit_price", unit.toPlainString())
        .put("total_cost", cost.toPlainString())
        .build();
  }
}
