package dev.easel.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.Refusal;
import dev.easel.server.blob.UnreachableBlobsException;
import io.grpc.Status;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** What callers are told while the images cannot be reached. */
final class UnreachableBlobsTest {
  @Test
  void callersMayComeAgainAndAreToldNothingOfTheStore() {
    UnreachableBlobsException why =
        new UnreachableBlobsException("minio.internal does not answer", null);
    Refusal refusal =
        new Refusal(StatusInterceptor.status(new UncheckedIOException(why), "ReadBlob"));
    assertThat(refusal.code()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refusal.reason()).isEqualTo("STORE_UNAVAILABLE");
    assertThat(refusal.toString()).doesNotContain("minio.internal");
  }
}
