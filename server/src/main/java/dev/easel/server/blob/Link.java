package dev.easel.server.blob;

import java.net.URI;
import java.time.Instant;

/**
 * A link to an image. Whoever has it may read the image, so it is told to the image's owner and to
 * nobody else, and never stored.
 *
 * @param url where the image is
 * @param expireTime until when
 */
public record Link(URI url, Instant expireTime) {
  /** Without what makes the link work. */
  @Override
  public String toString() {
    return "Link[expireTime=" + expireTime + "]";
  }
}
