package dev.easel.server.blob.s3;

import java.util.Optional;

/**
 * Tells in words what a service's refusal means, and what to do.
 *
 * @param settings what was asked, of whom
 */
record Refusals(S3Settings settings) {
  /**
   * The refusal.
   *
   * @param status the answer's status
   * @param code S3's name for what is wrong; empty if the answer had none
   * @param region the bucket's, where the answer told it
   */
  S3Exception of(int status, String code, Optional<String> region) {
    return new S3Exception(explain(status, code, region), passes(status) || passes(code), null);
  }

  private static boolean passes(int status) {
    return switch (status) {
      case 408, 425, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private static boolean passes(String code) {
    return switch (code) {
      case "RequestTimeout",
          "SlowDown",
          "InternalError",
          "ServiceUnavailable",
          "OperationAborted" ->
          true;
      default -> false;
    };
  }

  private String explain(int status, String code, Optional<String> region) {
    String host = settings.endpoint().getHost();
    return switch (code) {
      case "NoSuchBucket" ->
          "%s has no bucket %s: make it, or name another as blobs.bucket"
              .formatted(host, settings.bucket());
      case "InvalidAccessKeyId" ->
          host + " does not know the access key: check blobs.access-key, or AWS_ACCESS_KEY_ID";
      case "SignatureDoesNotMatch" ->
          host
              + " does not accept the signature: check that blobs.secret-key belongs to"
              + " blobs.access-key, and that blobs.region is the bucket's";
      case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
          host + " says that the session token is over: give keys that last, or a new token";
      case "RequestTimeTooSkewed", "RequestExpired" ->
          "the clocks of this machine and of "
              + host
              + " are too far apart: let this machine's be set by NTP";
      case "AuthorizationHeaderMalformed",
          "PermanentRedirect",
          "TemporaryRedirect",
          "IllegalLocationConstraintException" ->
          elsewhere(region);
      case "SlowDown" -> host + " asks to be asked less often (SlowDown)";
      default -> explain(status, code, host, region);
    };
  }

  private String explain(int status, String code, String host, Optional<String> region) {
    String told = code.isEmpty() ? "status " + status : "status " + status + ", " + code;
    return switch (status) {
      case 301, 302, 307, 308 -> elsewhere(region);
      case 401, 403 ->
          ("%s refuses access to the bucket %s (%s): the key needs s3:ListBucket on it, and"
                  + " s3:GetObject, s3:PutObject and s3:DeleteObject on %s*")
              .formatted(host, settings.bucket(), told, settings.source(settings.prefix()));
      case 404 ->
          ("%s found nothing where the bucket %s should be (%s): check blobs.endpoint,"
                  + " blobs.bucket and blobs.path-style")
              .formatted(host, settings.bucket(), told);
      default -> host + " answered with " + told;
    };
  }

  private String elsewhere(Optional<String> region) {
    return ("the bucket %s is elsewhere: set blobs.region to %s, and leave blobs.endpoint out or"
            + " name that region's")
        .formatted(settings.bucket(), region.orElse("the bucket's"));
  }
}
