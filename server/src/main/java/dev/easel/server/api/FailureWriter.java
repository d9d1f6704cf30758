package dev.easel.server.api;

import dev.easel.server.domain.Failure;
import dev.easel.spi.Fate;

/** Failures for the wire. */
final class FailureWriter {
  private FailureWriter() {}

  static dev.easel.v1.Failure wire(Failure failure) {
    dev.easel.v1.Failure.Builder wire =
        dev.easel.v1.Failure.newBuilder()
            .setCode(Statuses.code(failure.reason()).value())
            .setReason(failure.reason().name())
            .setMessage(failure.message())
            .setRetryable(failure.retryable())
            .setCharge(charge(failure.charge()))
            .addAllFields(failure.fields());
    failure.retryDelay().map(Scalars::wire).ifPresent(wire::setRetryDelay);
    failure.providerCode().ifPresent(wire::setProviderCode);
    return wire.build();
  }

  private static dev.easel.v1.Failure.Charge charge(Fate.Charge charge) {
    return switch (charge) {
      case UNKNOWN -> dev.easel.v1.Failure.Charge.CHARGE_UNSPECIFIED;
      case NONE -> dev.easel.v1.Failure.Charge.CHARGE_NONE;
      case MADE -> dev.easel.v1.Failure.Charge.CHARGE_MADE;
    };
  }
}
