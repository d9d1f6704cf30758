package dev.easel.server.blob.s3;

import dev.easel.spi.Deadline;
import dev.easel.spi.Sleeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a store needs of the machine.
 *
 * @param clock what people call the time, which signatures hold
 * @param deadlines a deadline some time from now
 * @param sleeper waits
 * @param random for jitter; predictable
 * @param userAgent how the server introduces itself
 */
public record S3Surroundings(
    InstantSource clock,
    Function<Duration, Deadline> deadlines,
    Sleeper sleeper,
    RandomGenerator random,
    String userAgent) {}
