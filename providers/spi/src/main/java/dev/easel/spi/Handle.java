package dev.easel.spi;

/**
 * What a provider needs to find its accepted work again, in any process. Opaque to the host, which
 * stores it; it holds no secret.
 *
 * @param value at most 4,096 characters
 * @param requestId the seller's own identifier for the work, for support tickets
 */
public record Handle(String value, String requestId) {
  private static final int LONGEST = 4_096;

  public Handle {
    if (value.isEmpty() || value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a handle has 1 to " + LONGEST + " characters, not " + value.length());
    }
  }
}
