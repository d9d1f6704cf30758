package dev.easel.server.config;

import dev.easel.spi.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * A bucket that many servers share.
 *
 * @param endpoint where the service is, without a slash at its end
 * @param region where the bucket is
 * @param bucket its name
 * @param prefix what the names of all objects begin with: empty, or with a slash at its end
 * @param accessKey as whom it is used
 * @param secretKey what proves that
 * @param sessionToken goes with keys that are good for a while only
 * @param pathStyle whether the bucket's name stands in the path rather than in the host's name
 */
public record BucketSettings(
    URI endpoint,
    String region,
    String bucket,
    String prefix,
    Secret accessKey,
    Secret secretKey,
    Optional<Secret> sessionToken,
    boolean pathStyle) {}
