package dev.easel.server.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Secret;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where objects are. */
final class S3SettingsTest {
  @ParameterizedTest
  @CsvSource({
    "https://s3.eu-central-1.amazonaws.com, false, a/b,"
        + " https://pictures.s3.eu-central-1.amazonaws.com/a/b",
    "https://s3.eu-central-1.amazonaws.com, false, '',"
        + " https://pictures.s3.eu-central-1.amazonaws.com/",
    "http://minio:9000, true, a/b, http://minio:9000/pictures/a/b",
    "http://minio:9000, true, '', http://minio:9000/pictures",
    "http://minio:9000, false, a, http://pictures.minio:9000/a",
    "https://gateway.example/s3, true, a, https://gateway.example/s3/pictures/a",
    "https://gateway.example/s3, false, a, https://pictures.gateway.example/s3/a",
  })
  void aBucketStandsInTheHostOrInThePath(
      String endpoint, boolean pathStyle, String key, String address) {
    S3Settings settings =
        new S3Settings(
            URI.create(endpoint),
            "eu-central-1",
            "pictures",
            "",
            Secret.of("access"),
            Secret.of("secret"),
            Optional.empty(),
            pathStyle);
    assertThat(settings.address(key)).isEqualTo(URI.create(address));
  }
}
