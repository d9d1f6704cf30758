package dev.easel.server.blob.s3;

import dev.easel.http.Backoff;
import dev.easel.server.domain.BlobPurpose;
import java.time.Duration;

/**
 * For how long a request is tried again.
 *
 * @param small one that carries no image
 * @param image one that stores an image, for which somebody waits
 * @param result each of the two that store a result: it is paid for, and may exist nowhere else.
 *     Whatever the service answers is tried again; of all else only what passes by itself
 * @param backoff how long it is waited between two tries
 */
public record S3Limits(Duration small, Duration image, Duration result, Backoff backoff) {
  /** 15 s, a minute, and an hour, which is as long as sellers keep results. */
  public static S3Limits usual() {
    return new S3Limits(
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofHours(1),
        new Backoff(Duration.ofMillis(200), 2, Duration.ofSeconds(10)));
  }

  Effort storing(BlobPurpose purpose) {
    return switch (purpose) {
      case RESULT -> Effort.stubborn(result);
      case UPLOAD, SOURCE -> Effort.patient(image);
      case PREVIEW -> Effort.patient(small);
    };
  }
}
