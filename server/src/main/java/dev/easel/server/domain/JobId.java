package dev.easel.server.domain;

/**
 * Names a job, unguessably.
 *
 * @param value 26 characters of Crockford's base 32
 */
public record JobId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
