package dev.easel.server.domain;

import java.util.regex.Pattern;

/**
 * Names a blob, unguessably.
 *
 * @param value 26 characters of Crockford's base 32
 */
public record BlobId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");

  /** Whether a text can be an identifier at all; anything else must not reach a file system. */
  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches();
  }

  public BlobId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not the identifier of a blob");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
