package dev.easel.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A failure at a seller, as data. Holds nothing that a caller may not read: no key, no raw body.
 *
 * @param fate what became of the request
 * @param fault what went wrong
 * @param message one sentence for people
 * @param retryable whether the same request may succeed later
 * @param retryAfter how long the seller asks to wait
 * @param code the seller's own code
 * @param requestId the seller's own identifier for the request
 * @param fields the parameters at fault: where they come from {@link ImageWork}, in the host's
 *     words, such as {@code prompt}, {@code output.size} or {@code output.count}; else in the
 *     seller's
 * @param billing what the seller told about the bill of work that gives no image
 */
public record ProviderFailure(
    Fate fate,
    Fault fault,
    String message,
    boolean retryable,
    Optional<Duration> retryAfter,
    Optional<String> code,
    Optional<String> requestId,
    List<String> fields,
    Billing billing) {
  public ProviderFailure {
    fields = List.copyOf(fields);
  }

  /** A failure with which the seller told nothing about the bill. */
  public ProviderFailure(
      Fate fate,
      Fault fault,
      String message,
      boolean retryable,
      Optional<Duration> retryAfter,
      Optional<String> code,
      Optional<String> requestId,
      List<String> fields) {
    this(fate, fault, message, retryable, retryAfter, code, requestId, fields, Billing.untold());
  }

  /** A failure about which nothing more is known. */
  public static ProviderFailure of(Fate fate, Fault fault, String message) {
    return new ProviderFailure(
        fate,
        fault,
        message,
        fault.passing(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same in other words. */
  public ProviderFailure withMessage(String newMessage) {
    return new ProviderFailure(
        fate, fault, newMessage, retryable, retryAfter, code, requestId, fields, billing);
  }

  /** The same with the seller's code. */
  public ProviderFailure withCode(String newCode) {
    return new ProviderFailure(
        fate,
        fault,
        message,
        retryable,
        retryAfter,
        Optional.of(newCode),
        requestId,
        fields,
        billing);
  }

  /** The same with the seller's identifier of the request. */
  public ProviderFailure withRequestId(String newRequestId) {
    return new ProviderFailure(
        fate,
        fault,
        message,
        retryable,
        retryAfter,
        code,
        Optional.of(newRequestId),
        fields,
        billing);
  }

  /** The same with the wait that the seller asks for. */
  public ProviderFailure withRetryAfter(Duration newRetryAfter) {
    return new ProviderFailure(
        fate,
        fault,
        message,
        retryable,
        Optional.of(newRetryAfter),
        code,
        requestId,
        fields,
        billing);
  }

  /** The same with the seller's own word on whether a retry can help. */
  public ProviderFailure withRetryable(boolean newRetryable) {
    return new ProviderFailure(
        fate, fault, message, newRetryable, retryAfter, code, requestId, fields, billing);
  }

  /** The same with the parameters at fault. */
  public ProviderFailure withFields(List<String> newFields) {
    return new ProviderFailure(
        fate, fault, message, retryable, retryAfter, code, requestId, newFields, billing);
  }

  /** The same with what the seller told about the bill. */
  public ProviderFailure withBilling(Billing newBilling) {
    return new ProviderFailure(
        fate, fault, message, retryable, retryAfter, code, requestId, fields, newBilling);
  }
}
