package dev.easel.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.server.KindForTests;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {
  private static final String SECRET = "key-4f1c9a77";

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> flags = new HashMap<>();

  private Configuration load(String... lines) throws StartupException, IOException {
    Optional<Path> file = Optional.empty();
    if (lines.length > 0) {
      file = Optional.of(Files.writeString(folder.resolve("easel.conf"), String.join("\n", lines)));
    }
    return Configuration.load(
        new ConfigurationLayers(file, environment, flags),
        List.of(new KindForTests("shop"), new KindForTests("stall")));
  }

  private List<String> problems(String... lines) {
    StartupException refused = catchThrowableOfType(StartupException.class, () -> load(lines));
    return refused.problems();
  }

  @Test
  void hasDefaultsForEverything() throws Exception {
    Configuration configuration = load();
    assertThat(configuration.grpc()).isEqualTo(new Address("127.0.0.1", 50_051));
    assertThat(configuration.http()).isEqualTo(new Address("127.0.0.1", 50_052));
    assertThat(configuration.retention()).isEqualTo(Duration.ofDays(3));
    assertThat(configuration.sandbox()).isEmpty();
    assertThat(configuration.dataFolder()).isAbsolute();
  }

  @Test
  void aSellersVariableGivesItsKeyToNoInstanceUnderAnotherName() throws Exception {
    environment.put("SHOP_KEY", SECRET);
    Configuration configuration =
        load("providers.other { kind = shop, url = \"https://elsewhere.example\" }");
    assertThat(configuration.instances())
        .extracting(InstanceSettings::name)
        .containsExactly("shop");
    assertThat(configuration.unusable())
        .contains("other (kind shop) lacks its key (set providers.other.key)");
  }

  @Test
  void flagsOutweighTheEnvironmentAndThatTheFile() throws Exception {
    environment.put("EASEL_GRPC_PORT", "2");
    environment.put("EASEL_HTTP_PORT", "3");
    flags.put("grpc.port", "4");
    Configuration configuration =
        load("grpc { port = 1, host = localhost }", "http.port = 1", "jobs.retention = 5h");
    assertThat(configuration.grpc()).isEqualTo(new Address("localhost", 4));
    assertThat(configuration.http().port()).isEqualTo(3);
    assertThat(configuration.retention()).isEqualTo(Duration.ofHours(5));
  }

  @Test
  void everyMistakeIsToldAtOnceWithItsPlaceAndTheNearestKey() {
    environment.put("EASEL_GRPC_PROT", "1");
    flags.put("jobs.max-attempts", "0");
    assertThat(problems("grpc.prot = 1", "http.port = 70000", "jobs.retention = 3"))
        .containsExactlyInAnyOrder(
            "EASEL_GRPC_PROT: no such setting; did you mean EASEL_GRPC_PORT? [environment]",
            "grpc.prot: no such setting; did you mean grpc.port? [easel.conf:1]",
            "http.port: 70000 is not a whole number from 0 to 65535 [easel.conf:2]",
            "jobs.retention: 3 is not a length of time with its unit, such as 30s [easel.conf:3]",
            "jobs.max-attempts: 0 is not a whole number from 1 to 10 [command line]");
  }

  @Test
  void whatKubernetesSetsForAServiceOfOurNameIsNoMistake() throws Exception {
    environment.put("EASEL_PORT", "tcp://10.0.0.7:50051");
    environment.put("EASEL_PORT_50051_TCP_ADDR", "10.0.0.7");
    environment.put("EASEL_SERVICE_HOST", "10.0.0.7");
    environment.put("EASEL_GRPC_PORT", "tcp://10.0.0.8:50051");
    environment.put("EASEL_GRPC_SERVICE_HOST", "10.0.0.8");
    environment.put("EASEL_GRPC_SERVICE_PORT_HTTP", "50051");
    assertThat(load().grpc().port()).isEqualTo(50_051);
  }

  @Test
  void aFileThatCannotBeReadIsOneProblem() {
    assertThat(problems("grpc { port = ")).singleElement().asString().contains("easel.conf");
  }

  @Test
  void anInstanceExistsWhereItsKeyIsInTheEnvironment() throws Exception {
    environment.put("SHOP_KEY", SECRET);
    Configuration configuration = load();
    assertThat(configuration.instances())
        .extracting(InstanceSettings::name)
        .containsExactly("shop");
    assertThat(configuration.unusable())
        .containsExactly("stall (kind stall) lacks its key (set STALL_KEY or providers.stall.key)");
  }

  @Test
  void instancesAreConfiguredByNameAndKind() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), SECRET + "\n");
    Configuration configuration =
        load(
            "providers.corner { kind = shop, key = \"file:" + key + "\", patience = 3s }",
            "providers.shop.key = \"other\"");
    assertThat(configuration.instances())
        .extracting(InstanceSettings::name)
        .containsExactly("corner", "shop");
    ProviderConfiguration corner = configuration.instances().getFirst().configuration();
    assertThat(corner.secret("key")).isEqualTo(Secret.of(SECRET));
    assertThat(corner.duration("patience")).isEqualTo(Duration.ofSeconds(3));
    assertThat(corner.url("url")).isEqualTo(URI.create("https://shop.example"));
  }

  @Test
  void anUnknownKindIsToldWithThoseThereAre() {
    assertThat(problems("providers.corner.kind = shpo", "providers.corner.colour = red"))
        .containsExactly(
            "providers.corner.kind: no provider kind shpo; there are shop, stall [easel.conf:1]");
  }

  @Test
  void anUnknownSettingOfAnInstanceIsTold() {
    assertThat(problems("providers.shop.kye = x"))
        .containsExactly(
            "providers.shop.kye: no such setting; did you mean providers.shop.key? [easel.conf:1]");
  }

  @Test
  void beforeASandboxNoRealKeyIsReadEvenWhenOneIsSet() throws Exception {
    environment.put("SHOP_KEY", SECRET);
    flags.put("sandbox.url", "http://127.0.0.1:9");
    Configuration configuration =
        load("providers.corner { kind = shop, key = \"" + SECRET + "\" }");
    assertThat(configuration.instances())
        .extracting(InstanceSettings::name)
        .containsExactly("corner", "shop", "stall");
    for (InstanceSettings instance : configuration.instances()) {
      assertThat(instance.configuration().secret("key").reveal()).isEqualTo("worthless");
      assertThat(instance.configuration().url("url")).isEqualTo(URI.create("http://127.0.0.1:9"));
    }
  }

  @Test
  void aSecretIsNeverRendered() throws Exception {
    flags.put("providers.shop.key", SECRET);
    Configuration configuration = load();
    assertThat(configuration.render()).contains("providers.shop.key").doesNotContain(SECRET);
    assertThat(configuration.toString()).doesNotContain(SECRET);
  }

  @Test
  void aFileWithAMissingSignDoesNotRepeatTheSecretAfterIt() {
    assertThat(problems("grpc.port = 1", "providers.shop.key \"" + SECRET + "\""))
        .singleElement()
        .asString()
        .contains("line 2")
        .doesNotContain(SECRET);
  }

  @Test
  void theFileDoesNotReachIntoTheEnvironment() {
    assertThat(problems("providers.shop.key = ${PATH}"))
        .singleElement()
        .asString()
        .contains("substitution");
  }

  @Test
  void aPasswordInAUrlIsNotRepeated() {
    flags.put("sandbox.url", "http://me:" + SECRET + "@127.0.0.1");
    assertThat(problems()).singleElement().asString().doesNotContain(SECRET);
  }

  @Test
  void blankVariablesAreAsIfUnset() throws Exception {
    environment.put("EASEL_DATA_FOLDER", " ");
    environment.put("EASEL_GRPC_PORT", "");
    assertThat(load().grpc().port()).isEqualTo(50_051);
  }

  @Test
  void aSecretThatIsWrongIsNotRepeated() {
    assertThatThrownBy(() -> load("providers.shop.key = \"" + SECRET + " x\""))
        .isInstanceOf(StartupException.class)
        .hasMessageNotContaining(SECRET);
  }
}
