package dev.easel.sandbox;

import dev.easel.sandbox.seller.Account;
import dev.easel.sandbox.seller.ReadyMade;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.web.Tls;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How a sandbox behaves.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any free one
 * @param latency from a submit to its completion, not negative; about a quarter of it is spent in
 *     the queue
 * @param retention how long the results of a completed request can be had
 * @param clock the time to live in
 * @param account how the sellers treat whoever calls
 * @param readyMade the files that are sent in the place of drawings, if they are
 * @param tls with what the port speaks TLS too, beside plain HTTP; if absent, it does not
 */
public record SandboxOptions(
    String host,
    int port,
    Duration latency,
    Duration retention,
    SandboxClock clock,
    Account account,
    Optional<ReadyMade> readyMade,
    Optional<Tls> tls) {

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
  }

  /** A sandbox that serves all models for ever, without TLS. */
  public SandboxOptions(
      String host, int port, Duration latency, Duration retention, SandboxClock clock) {
    this(
        host,
        port,
        latency,
        retention,
        clock,
        Account.unlimited(),
        Optional.empty(),
        Optional.empty());
  }

  /** On loopback at any free port, two seconds a request, results for an hour as at fal. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        "127.0.0.1", 0, Duration.ofSeconds(2), Duration.ofHours(1), SandboxClock.system());
  }

  /** The same at another address. */
  public SandboxOptions withHost(String other) {
    return new SandboxOptions(other, port, latency, retention, clock, account, readyMade, tls);
  }

  /** The same at another port. */
  public SandboxOptions withPort(int other) {
    return new SandboxOptions(host, other, latency, retention, clock, account, readyMade, tls);
  }

  /** The same, faster or slower. */
  public SandboxOptions withLatency(Duration other) {
    return new SandboxOptions(host, port, other, retention, clock, account, readyMade, tls);
  }

  /** The same with another life time of results. */
  public SandboxOptions withRetention(Duration other) {
    return new SandboxOptions(host, port, latency, other, clock, account, readyMade, tls);
  }

  /** The same in another time. */
  public SandboxOptions withClock(SandboxClock other) {
    return new SandboxOptions(host, port, latency, retention, other, account, readyMade, tls);
  }

  /** The same with the account changed. */
  public SandboxOptions withAccount(UnaryOperator<Account> change) {
    Account other = change.apply(account);
    return new SandboxOptions(host, port, latency, retention, clock, other, readyMade, tls);
  }

  /** The same without the models that their sellers have announced to retire by this day. */
  public SandboxOptions withRetirement(LocalDate day) {
    return withAccount(account -> account.withRetirement(day));
  }

  /** The same with these deployments at Azure: models by name. */
  public SandboxOptions withDeployments(Map<String, String> others) {
    return withAccount(account -> account.withDeployments(others));
  }

  /**
   * The same with ready-made images of exactly so many bytes, so that drawing takes no time.
   *
   * @throws IllegalArgumentException if there cannot be any
   */
  public SandboxOptions withImageBytes(int bytes) {
    return new SandboxOptions(
        host, port, latency, retention, clock, account, Optional.of(new ReadyMade(bytes)), tls);
  }

  /** The same, speaking TLS too. */
  public SandboxOptions withTls(Tls other) {
    return new SandboxOptions(
        host, port, latency, retention, clock, account, readyMade, Optional.of(other));
  }
}
