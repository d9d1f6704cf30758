package dev.easel.server.store.json;

import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Reason;
import dev.easel.spi.Fate;

/** Why something was not done. */
final class FailureJson {
  private FailureJson() {}

  static void write(Failure failure, Draft draft) {
    draft
        .word("reason", failure.reason())
        .text("message", failure.message())
        .flag("retryable", failure.retryable())
        .duration("retry_delay", failure.retryDelay())
        .word("charge", failure.charge())
        .text("provider_code", failure.providerCode())
        .texts("fields", failure.fields());
  }

  static Failure read(Value value) {
    return value.object(failure ->
        new Failure(
            failure.get("reason").word(Reason.class),
            failure.get("message").text(),
            failure.get("retryable").flag(),
            failure.find("retry_delay", Value::duration),
            failure.get("charge").word(Fate.Charge.class),
            failure.find("provider_code", Value::text),
            failure.list("fields", Value::text)));
  }
}
