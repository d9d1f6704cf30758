package dev.easel.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * How finished work ended. The images went to the {@link ResultSink} before.
 *
 * @param billing what the seller told about the bill
 * @param servedModel the model's name at the seller
 * @param work working time as the seller reports it
 * @param requestId the seller's own identifier for the request, where no {@link Handle} has told it
 */
public record Outcome(
    Billing billing, String servedModel, Optional<Duration> work, Optional<String> requestId) {
  /** For a seller whose handle has told its identifier for the request. */
  public Outcome(Billing billing, String servedModel, Optional<Duration> work) {
    this(billing, servedModel, work, Optional.empty());
  }
}
