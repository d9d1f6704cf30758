package dev.easel.sandbox.seller;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the sellers treat whoever calls; by itself, as kindly as they can.
 *
 * @param retirement the day to which announced retirements of models have happened; if absent, none
 *     has
 * @param deployments Azure's models by the names of their deployments; any model is also deployed
 *     under its own name
 * @param tier OpenAI's tier, 1 to 5, whose images per minute are enforced; if absent, none are
 * @param concurrency how many requests fal works on at a time, at least 1; others wait
 * @param units whether fal tells in a header how many units a result is billed as
 * @param historyLag how long after its end a request appears in fal's history, not negative
 */
public record Account(
    Optional<LocalDate> retirement,
    Map<String, String> deployments,
    OptionalInt tier,
    OptionalInt concurrency,
    boolean units,
    Duration historyLag) {

  private static final int HIGHEST_TIER = 5;

  /** Checks ranges. */
  public Account {
    deployments = Map.copyOf(deployments);
    if (tier.isPresent() && (tier.getAsInt() < 1 || tier.getAsInt() > HIGHEST_TIER)) {
      throw new IllegalArgumentException("tier " + tier.getAsInt() + " is not from 1 to 5");
    }
    if (concurrency.isPresent() && concurrency.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "a concurrency of " + concurrency.getAsInt() + " lets nothing run");
    }
    if (historyLag.isNegative()) {
      throw new IllegalArgumentException("history lag " + historyLag + " is negative");
    }
  }

  /** Everything is served, without limits. */
  public static Account unlimited() {
    return new Account(
        Optional.empty(), Map.of(), OptionalInt.empty(), OptionalInt.empty(), false, Duration.ZERO);
  }

  /** The same without the models that were announced to retire by this day. */
  public Account withRetirement(LocalDate day) {
    return new Account(Optional.of(day), deployments, tier, concurrency, units, historyLag);
  }

  /** The same with these deployments: models by name. */
  public Account withDeployments(Map<String, String> others) {
    return new Account(retirement, others, tier, concurrency, units, historyLag);
  }

  /** The same with the limits of a tier. */
  public Account withTier(int other) {
    return new Account(
        retirement, deployments, OptionalInt.of(other), concurrency, units, historyLag);
  }

  /** The same with so many requests at a time. */
  public Account withConcurrency(int other) {
    return new Account(retirement, deployments, tier, OptionalInt.of(other), units, historyLag);
  }

  /** The same, billed units being told. */
  public Account withUnits() {
    return new Account(retirement, deployments, tier, concurrency, true, historyLag);
  }

  /** The same, with a history that comes late. */
  public Account withHistoryLag(Duration other) {
    return new Account(retirement, deployments, tier, concurrency, units, other);
  }
}
