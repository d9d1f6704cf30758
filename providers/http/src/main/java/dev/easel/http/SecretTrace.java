package dev.easel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.spi.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.IntStream;

/**
 * What is enough to find a secret in a text without holding it: its length, and a digest. Looking
 * costs a digest for each place of the text, so that it is for short texts.
 */
final class SecretTrace {
  private final int length;
  private final byte[] digest;

  private SecretTrace(int length, byte[] digest) {
    this.length = length;
    this.digest = digest;
  }

  static SecretTrace of(Secret secret) {
    return new SecretTrace(secret.reveal().length(), digest(secret.reveal()));
  }

  /** The text with a mask wherever the secret was. */
  String mask(String text, String mask) {
    StringBuilder masked = new StringBuilder();
    int place = 0;
    while (place + length <= text.length()) {
      if (isAt(place, text)) {
        masked.append(mask);
        place += length;
      } else {
        masked.append(text.charAt(place));
        place++;
      }
    }
    return masked.append(text, place, text.length()).toString();
  }

  /** Whether the secret is in a text. */
  boolean isIn(String text) {
    return IntStream.rangeClosed(0, text.length() - length).anyMatch(place -> isAt(place, text));
  }

  private boolean isAt(int place, String text) {
    return MessageDigest.isEqual(digest, digest(text.substring(place, place + length)));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "[trace]";
  }
}
