package dev.easel.server.domain;

/**
 * Who calls Easel.
 *
 * @param name a token's, certificate's or socket's name; {@code local} on a loopback sidecar
 */
public record Caller(String name) {
  /** Whoever reaches a loopback sidecar. */
  public static final Caller LOCAL = new Caller("local");
}
