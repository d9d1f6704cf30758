package dev.easel.spi;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the host lends to an instance, so that time and chance can be simulated.
 *
 * @param clock the wall clock
 * @param sleeper the only way to wait between two calls
 * @param random randomness for jitter; safe for threads
 * @param userAgent how the host introduces itself to sellers
 */
public record ProviderContext(
    InstantSource clock, Sleeper sleeper, RandomGenerator random, String userAgent) {}
