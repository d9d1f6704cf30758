package dev.easel.server.domain;

import java.util.Optional;

/**
 * How far work is.
 *
 * @param queuePosition place in the provider's queue, from zero; empty once it works
 */
public record Progress(Optional<Integer> queuePosition) {}
