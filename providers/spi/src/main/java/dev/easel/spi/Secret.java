package dev.easel.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A secret. It renders as a marker wherever it is printed; the one way to its text is {@link
 * #reveal()}, which belongs where the text leaves for the seller and nowhere else.
 *
 * <p>Immutable and safe for threads. Comparison takes the same time wherever two secrets differ.
 */
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * Wraps a secret.
   *
   * @throws IllegalArgumentException if the text is blank, or has a character that no header may
   *     carry; the message does not contain it
   */
  public static Secret of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a secret is not blank");
    }
    if (!text.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
      throw new IllegalArgumentException(
          "a secret is printable ASCII without spaces or line ends; this one is not");
    }
    return new Secret(text);
  }

  /** The text itself. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.US_ASCII),
            secret.text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The same for every secret, so that not even a hash is rendered. */
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
