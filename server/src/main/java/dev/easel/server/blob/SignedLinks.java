package dev.easel.server.blob;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.server.domain.BlobId;
import dev.easel.spi.Secret;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links to images on the HTTP port. Each carries its end and a signature of ours over its image and
 * its end: nothing is kept, and every replica that has the key knows it again. Safe for threads.
 */
public final class SignedLinks {
  /** What follows the base URL; after it comes the image's id. */
  public static final String PATH = "/v1/blobs";

  private static final String ALGORITHM = "HmacSHA256";

  private final String base;
  private final Secret key;

  /**
   * Links below a base.
   *
   * @param base where the HTTP port is reached from outside, without a slash at its end
   * @param key what signatures are made with, the same at every replica
   */
  public SignedLinks(URI base, Secret key) {
    this.base = base.toString();
    this.key = key;
  }

  /** The link to an image that works until then, to the second. */
  URI to(BlobId id, Instant expireTime) {
    long expires = expireTime.getEpochSecond();
    return URI.create(
        "%s%s/%s?expires=%d&signature=%s"
            .formatted(base, PATH, id, expires, signature(id, expires).reveal()));
  }

  /**
   * Whether a link was made here. Takes the same time wherever the signature differs.
   *
   * @param expires in seconds since 1970
   */
  public boolean isSigned(BlobId id, long expires, Secret signature) {
    return signature(id, expires).equals(signature);
  }

  private Secret signature(BlobId id, long expires) {
    String named = String.join("\n", "blob", id.value(), Long.toString(expires));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.reveal().getBytes(US_ASCII), ALGORITHM));
      byte[] signature = mac.doFinal(named.getBytes(US_ASCII));
      return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has " + ALGORITHM, e);
    }
  }
}
