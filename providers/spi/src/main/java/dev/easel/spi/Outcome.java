package dev.easel.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * How finished work ended. The images went to the {@link ResultSink} before.
 *
 * @param billing what the seller told about the bill
 * @param servedModel the model's name at the seller
 * @param work working time as the seller reports it
 */
public record Outcome(Billing billing, String servedModel, Optional<Duration> work) {}
