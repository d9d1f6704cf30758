package dev.easel.server.domain;

import java.util.regex.Pattern;

/**
 * Names a job, unguessably; later ones mostly come after earlier ones.
 *
 * @param value 26 characters of Crockford's base 32, where {@link Identifiers} made it; what comes
 *     from elsewhere is to be tried with {@link #isValid} first
 */
public record JobId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");

  /** Whether a text can be the name of a job at all. */
  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
