package dev.easel.server.domain;

/**
 * One thing wrong with a request.
 *
 * @param field path of the field, such as {@code output.size}
 * @param reason what kind of wrong
 * @param message what is wrong and what would be right
 */
public record Violation(String field, Reason reason, String message) {}
