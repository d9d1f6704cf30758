package dev.easel.spi;

import java.time.Instant;

/**
 * A line of a seller's log.
 *
 * @param level level in the seller's words, such as {@code INFO}
 * @param message the text
 * @param time when the seller wrote it
 */
public record LogLine(String level, String message, Instant time) {}
