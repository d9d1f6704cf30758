package dev.easel.http;

import dev.easel.spi.Secret;

/**
 * The credentials of a request.
 *
 * @param header the header that carries them
 * @param prefix what stands before the secret, such as {@code "Bearer "}
 * @param secret the secret
 */
public record Authorization(String header, String prefix, Secret secret) {
  /** The usual header, with the word before the secret, such as {@code Bearer}. */
  public Authorization(String scheme, Secret secret) {
    this("Authorization", scheme + " ", secret);
  }

  /** The header's value: for the wire and for nothing else. */
  String reveal() {
    return prefix + secret.reveal();
  }
}
