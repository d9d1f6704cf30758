package dev.easel.spi;

import java.util.Map;
import java.util.Optional;

/**
 * A model at one seller.
 *
 * @param model the model
 * @param endpoints what can be done with it there
 * @param callerKey that it takes a key of the caller's own; empty when it does not
 * @param cancelRunning whether work can be stopped after it has started
 * @param survivesRestart whether a job survives a restart of the host at any moment
 */
public record Offering(
    Model model,
    Map<Operation, Endpoint> endpoints,
    Optional<CallerKey> callerKey,
    boolean cancelRunning,
    boolean survivesRestart) {
  public Offering {
    endpoints = Map.copyOf(endpoints);
  }

  /** The endpoint of an operation, if it is offered. */
  public Optional<Endpoint> endpoint(Operation operation) {
    return Optional.ofNullable(endpoints.get(operation));
  }
}
