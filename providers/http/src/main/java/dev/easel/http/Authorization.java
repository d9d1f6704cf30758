package dev.easel.http;

import dev.easel.spi.Secret;

/**
 * The credentials of a request.
 *
 * @param scheme the word before the secret, such as {@code Bearer}
 * @param secret the secret
 */
public record Authorization(String scheme, Secret secret) {
  /** The header's value: for the wire and for nothing else. */
  String reveal() {
    return scheme + " " + secret.reveal();
  }
}
