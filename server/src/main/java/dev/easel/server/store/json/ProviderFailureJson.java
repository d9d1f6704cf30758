package dev.easel.server.store.json;

import dev.easel.spi.Billing;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderFailure;
import java.util.Optional;

/** A failure as a provider told it. */
final class ProviderFailureJson {
  private ProviderFailureJson() {}

  static void write(ProviderFailure failure, Draft draft) {
    draft
        .word("fate", failure.fate())
        .word("fault", failure.fault())
        .text("message", failure.message())
        .flag("retryable", failure.retryable())
        .duration("retry_after", failure.retryAfter())
        .text("code", failure.code())
        .text("request_id", failure.requestId())
        .texts("fields", failure.fields())
        .value("billing", told(failure.billing()), BillingJson::write);
  }

  static ProviderFailure read(Value value) {
    return value.object(failure ->
        new ProviderFailure(
            failure.get("fate").word(Fate.class),
            failure.get("fault").word(Fault.class),
            failure.get("message").text(),
            failure.get("retryable").flag(),
            failure.find("retry_after", Value::duration),
            failure.find("code", Value::text),
            failure.find("request_id", Value::text),
            failure.list("fields", Value::text),
            failure.find("billing", BillingJson::read).orElseGet(Billing::untold)));
  }

  private static Optional<Billing> told(Billing billing) {
    return Optional.of(billing).filter(bill -> !bill.equals(Billing.untold()));
  }
}
