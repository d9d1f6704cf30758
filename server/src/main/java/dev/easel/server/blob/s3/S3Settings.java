package dev.easel.server.blob.s3;

import dev.easel.spi.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * A bucket, and as whom it is used.
 *
 * @param endpoint where the service is, without a slash at its end
 * @param region what requests are signed for
 * @param bucket its name
 * @param prefix what the name of every object begins with: empty, or with a slash at its end
 * @param accessKey whose requests they are
 * @param secretKey what proves that
 * @param sessionToken goes with keys that are good for a while only
 * @param pathStyle whether the bucket's name stands in the path rather than in the host's name
 */
public record S3Settings(
    URI endpoint,
    String region,
    String bucket,
    String prefix,
    Secret accessKey,
    Secret secretKey,
    Optional<Secret> sessionToken,
    boolean pathStyle) {
  /** Where an object is; an empty key stands for the bucket. */
  URI address(String key) {
    String base = endpoint.toString();
    if (!pathStyle) {
      String host = endpoint.getRawAuthority();
      return URI.create(
          base.replaceFirst("://.*", "://" + bucket + "." + host) + path() + "/" + key);
    }
    return URI.create(base + "/" + bucket + (key.isEmpty() ? "" : "/" + key));
  }

  private String path() {
    return Optional.ofNullable(endpoint.getRawPath()).orElse("");
  }

  /** The object as the source of a copy. */
  String source(String key) {
    return "/" + bucket + "/" + key;
  }
}
