package dev.easel.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where images are kept, as operators say it. */
final class BucketSettingsTest {
  private static final String ACCESS_KEY = "AKIA0123456789";
  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG";

  @TempDir private Path folder;

  private final Map<String, String> flags = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void keepImagesInABucket() {
    flags.put("blobs.kind", "s3");
    flags.put("blobs.region", "eu-central-1");
    flags.put("blobs.bucket", "pictures");
    flags.put("blobs.access-key", ACCESS_KEY);
    flags.put("blobs.secret-key", SECRET_KEY);
  }

  private Configuration load() throws StartupException {
    return Configuration.load(
        new ConfigurationLayers(Optional.empty(), environment, flags), List.of());
  }

  private BucketSettings bucket() throws StartupException {
    return load().bucket().orElseThrow();
  }

  private List<String> problems() {
    return catchThrowableOfType(StartupException.class, this::load).problems();
  }

  private String problem() {
    assertThat(problems()).hasSize(1);
    return problems().getFirst();
  }

  @Test
  void imagesAreKeptInTheDataFolderUnlessAnybodySaysOtherwise() throws Exception {
    flags.clear();
    assertThat(load().bucket()).isEmpty();
  }

  @Test
  void aBucketOfAwsIsKnownByItsRegion() throws Exception {
    assertThat(bucket())
        .isEqualTo(
            new BucketSettings(
                URI.create("https://s3.eu-central-1.amazonaws.com"),
                "eu-central-1",
                "pictures",
                "",
                Secret.of(ACCESS_KEY),
                Secret.of(SECRET_KEY),
                Optional.empty(),
                false));
  }

  @Test
  void anotherServiceIsKnownByItsEndpointAndTakesTheBucketInThePath() throws Exception {
    flags.remove("blobs.region");
    flags.put("blobs.endpoint", "http://minio.internal:9000/");
    flags.put("blobs.prefix", "easel/images");
    assertThat(bucket().endpoint()).isEqualTo(URI.create("http://minio.internal:9000"));
    assertThat(bucket().region()).isEqualTo("us-east-1");
    assertThat(bucket().pathStyle()).isTrue();
    assertThat(bucket().prefix()).isEqualTo("easel/images/");
    flags.put("blobs.path-style", "false");
    assertThat(bucket().pathStyle()).isFalse();
  }

  @Test
  void awsOwnVariablesCountWhereNothingElseIsSaid() throws Exception {
    flags.keySet().removeAll(List.of("blobs.access-key", "blobs.secret-key", "blobs.region"));
    environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
    environment.put("AWS_SESSION_TOKEN", "tok-8842");
    environment.put("AWS_REGION", "us-west-2");
    assertThat(bucket().accessKey()).isEqualTo(Secret.of(ACCESS_KEY));
    assertThat(bucket().secretKey()).isEqualTo(Secret.of(SECRET_KEY));
    assertThat(bucket().sessionToken()).contains(Secret.of("tok-8842"));
    assertThat(bucket().endpoint()).hasHost("s3.us-west-2.amazonaws.com");
    assertThat(load().render())
        .contains("# environment AWS_SECRET_ACCESS_KEY")
        .doesNotContain(ACCESS_KEY, SECRET_KEY, "tok-8842");
  }

  @Test
  void keysNeverComeFromTwoPlaces() {
    flags.remove("blobs.secret-key");
    environment.put("AWS_ACCESS_KEY_ID", "another");
    environment.put("AWS_SECRET_ACCESS_KEY", "another");
    assertThat(problem()).startsWith("blobs.secret-key: is needed");
  }

  @Test
  void awsVariablesAreNotReadWhereImagesAreOnTheDisk() throws Exception {
    flags.clear();
    environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
    environment.put("AWS_REGION", "us-west-2");
    assertThat(load().bucket()).isEmpty();
    assertThat(load().render()).doesNotContain("AWS_");
  }

  @Test
  void secretsMayBeInFiles() throws Exception {
    flags.put("blobs.secret-key", "file:" + file(SECRET_KEY));
    assertThat(bucket().secretKey()).isEqualTo(Secret.of(SECRET_KEY));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("secret"), content + "\n");
  }

  @Test
  void noSecretIsShown() throws Exception {
    Configuration configuration = load();
    assertThat(configuration.render())
        .contains("blobs.access-key", "blobs.secret-key", "[secret]")
        .doesNotContain(ACCESS_KEY, SECRET_KEY);
    assertThat(configuration.toString()).doesNotContain(ACCESS_KEY, SECRET_KEY);
  }

  @Test
  void everythingThatIsMissingIsAskedForAtOnce() {
    flags.keySet().removeIf(path -> !path.equals("blobs.kind"));
    assertThat(problems())
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly("blobs.access-key", "blobs.bucket", "blobs.region", "blobs.secret-key");
  }

  @ParameterizedTest
  @CsvSource({
    "blobs.endpoint, papyrus",
    "blobs.endpoint, https://s3.example/?x=1",
    "blobs.bucket, a/b",
    "blobs.bucket, ..",
    "blobs.bucket, b?x",
    "blobs.prefix, /root",
    "blobs.prefix, a//b",
    "blobs.prefix, ../up",
    "blobs.prefix, a/../b",
    "blobs.prefix, sp ace",
    "blobs.region, eu_1!",
    "blobs.path-style, perhaps",
    "blobs.kind, tape",
  })
  void whatCannotBeIsRefused(String path, String value) {
    flags.put(path, value);
    assertThat(problems()).anySatisfy(line -> assertThat(line).startsWith(path + ":"));
  }

  @Test
  void aNameWithDotsStandsInNoHostsName() throws Exception {
    flags.put("blobs.bucket", "pictures.example.com");
    assertThat(problem()).contains("blobs.path-style = true");
    flags.put("blobs.path-style", "true");
    assertThat(bucket().pathStyle()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"blobs.bucket", "blobs.secret-key", "blobs.prefix"})
  void aBucketThatNobodyWouldUseIsRefused(String path) {
    flags.clear();
    flags.put(path, "pictures");
    assertThat(problem())
        .startsWith(path)
        .contains("is read only where blobs.kind is s3; set that, or leave this out")
        .doesNotContain("pictures");
  }
}
