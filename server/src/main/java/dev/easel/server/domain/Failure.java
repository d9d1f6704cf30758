package dev.easel.server.domain;

import dev.easel.spi.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why a job, an attempt or a slot did not do what was asked.
 *
 * @param reason the word for programs
 * @param message one sentence for people
 * @param retryable whether the same request may succeed later
 * @param retryDelay how long to wait before that
 * @param charge whether money was spent
 * @param providerCode the provider's own code
 * @param fields request fields at fault
 */
public record Failure(
    Reason reason,
    String message,
    boolean retryable,
    Optional<Duration> retryDelay,
    Fate.Charge charge,
    Optional<String> providerCode,
    List<String> fields) {
  public Failure {
    fields = List.copyOf(fields);
  }

  /** The same, where the same request may succeed later. */
  public Failure again() {
    return new Failure(reason, message, true, retryDelay, charge, providerCode, fields);
  }

  /** The same, with what is known by now of the money. */
  public Failure with(Fate.Charge newCharge) {
    return new Failure(reason, message, retryable, retryDelay, newCharge, providerCode, fields);
  }

  /** A final failure about which nothing more is known. */
  public static Failure of(Reason reason, Fate.Charge charge, String message) {
    return new Failure(
        reason, message, false, Optional.empty(), charge, Optional.empty(), List.of());
  }
}
