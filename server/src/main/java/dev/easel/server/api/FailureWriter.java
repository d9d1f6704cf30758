package dev.easel.server.api;

import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Reason;
import dev.easel.spi.Fate;
import io.grpc.Status.Code;

/** Failures for the wire. */
final class FailureWriter {
  private FailureWriter() {}

  static dev.easel.v1.Failure wire(Failure failure) {
    dev.easel.v1.Failure.Builder wire =
        dev.easel.v1.Failure.newBuilder()
            .setCode(code(failure).value())
            .setReason(failure.reason().name())
            .setMessage(failure.message())
            .setRetryable(failure.retryable())
            .setCharge(charge(failure.charge()))
            .addAllFields(failure.fields());
    failure.retryDelay().map(Scalars::wire).ifPresent(wire::setRetryDelay);
    failure.providerCode().ifPresent(wire::setProviderCode);
    return wire.build();
  }

  /** Where a retry cannot succeed, the code does not ask for one. */
  private static Code code(Failure failure) {
    boolean inVain =
        !failure.retryable()
            && (failure.reason() == Reason.SOURCE_IMAGE_UNREACHABLE
                || failure.reason() == Reason.RESULT_FETCH_FAILED);
    return inVain ? Code.FAILED_PRECONDITION : Statuses.code(failure.reason());
  }

  private static dev.easel.v1.Failure.Charge charge(Fate.Charge charge) {
    return switch (charge) {
      case UNKNOWN -> dev.easel.v1.Failure.Charge.CHARGE_UNSPECIFIED;
      case NONE -> dev.easel.v1.Failure.Charge.CHARGE_NONE;
      case MADE -> dev.easel.v1.Failure.Charge.CHARGE_MADE;
    };
  }
}
