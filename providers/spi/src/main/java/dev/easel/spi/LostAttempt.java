package dev.easel.spi;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * An attempt whose answer was lost, so that nobody knows whether the seller has taken it.
 *
 * @param key which
 * @param work what was asked
 * @param sentAfter its request left no earlier, by the host's clock
 * @param lostAt its request left no later, by the host's clock
 * @param others what the host knows of its other attempts, as of the moment of asking; asking costs
 *     a look into the store
 */
public record LostAttempt(
    AttemptKey key,
    ImageWork work,
    Instant sentAfter,
    Instant lostAt,
    Supplier<OtherRequests> others) {}
