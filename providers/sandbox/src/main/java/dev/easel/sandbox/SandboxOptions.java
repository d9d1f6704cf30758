package dev.easel.sandbox;

import dev.easel.sandbox.seller.SandboxClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * How a sandbox behaves.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any free one
 * @param latency from a submit to its completion, not negative; about a quarter of it is spent in
 *     the queue
 * @param retention how long the results of a completed request can be had
 * @param clock the time to live in
 * @param retirement the day to which sellers have switched off what they announced; if absent, all
 *     models are served for ever
 * @param deployments Azure's models by the names of their deployments; any model is also deployed
 *     under its own name
 */
public record SandboxOptions(
    String host,
    int port,
    Duration latency,
    Duration retention,
    SandboxClock clock,
    Optional<LocalDate> retirement,
    Map<String, String> deployments) {

  /** Checks ranges. */
  public SandboxOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not from 0 to 65535");
    }
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency " + latency + " is negative");
    }
    if (retention.isNegative()) {
      throw new IllegalArgumentException("retention " + retention + " is negative");
    }
    deployments = Map.copyOf(deployments);
  }

  /** A sandbox that serves all models for ever. */
  public SandboxOptions(
      String host, int port, Duration latency, Duration retention, SandboxClock clock) {
    this(host, port, latency, retention, clock, Optional.empty(), Map.of());
  }

  /** On loopback at any free port, two seconds a request, results for an hour as at fal. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        "127.0.0.1", 0, Duration.ofSeconds(2), Duration.ofHours(1), SandboxClock.system());
  }

  /** The same at another address. */
  public SandboxOptions withHost(String other) {
    return new SandboxOptions(other, port, latency, retention, clock, retirement, deployments);
  }

  /** The same at another port. */
  public SandboxOptions withPort(int other) {
    return new SandboxOptions(host, other, latency, retention, clock, retirement, deployments);
  }

  /** The same, faster or slower. */
  public SandboxOptions withLatency(Duration other) {
    return new SandboxOptions(host, port, other, retention, clock, retirement, deployments);
  }

  /** The same with another life time of results. */
  public SandboxOptions withRetention(Duration other) {
    return new SandboxOptions(host, port, latency, other, clock, retirement, deployments);
  }

  /** The same in another time. */
  public SandboxOptions withClock(SandboxClock other) {
    return new SandboxOptions(host, port, latency, retention, other, retirement, deployments);
  }

  /** The same without the models that their sellers have announced to retire by this day. */
  public SandboxOptions withRetirement(LocalDate day) {
    return new SandboxOptions(host, port, latency, retention, clock, Optional.of(day), deployments);
  }

  /** The same with these deployments at Azure: models by name. */
  public SandboxOptions withDeployments(Map<String, String> others) {
    return new SandboxOptions(host, port, latency, retention, clock, retirement, others);
  }
}
