package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.easel.sandbox.web.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {

  private static final char[] PASSWORD = "of a test".toCharArray();

  private Path folder;
  private KeyStore store;

  @BeforeAll
  void makeCertificate(@TempDir Path fresh)
      throws IOException, InterruptedException, GeneralSecurityException {
    folder = fresh;
    Path file = folder.resolve("store.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "sandbox",
                "-keyalg",
                "EC",
                "-dname",
                "CN=sandbox",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    store = KeyStore.getInstance(file.toFile(), PASSWORD);
    pem("CERTIFICATE", store.getCertificate("sandbox").getEncoded(), certificate());
    pem("PRIVATE KEY", store.getKey("sandbox", PASSWORD).getEncoded(), key());
  }

  @Test
  void portSpeaksBothAndLinksAreOfTheirScheme() throws Exception {
    SandboxOptions options =
        SandboxOptions.defaults()
            .withLatency(Duration.ZERO)
            .withTls(Tls.read(certificate(), key()));
    try (Sandbox sandbox = Sandbox.start(options);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
      URI plain = sandbox.uri();
      URI secure = URI.create("https://127.0.0.1:" + plain.getPort());

      assertThat(submit(client, plain)).contains("\"" + plain + "/fal-ai/gpt-image-1.5/requests/");
      assertThat(submit(client, secure))
          .contains("\"" + secure + "/fal-ai/gpt-image-1.5/requests/");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"})
  void whatIsNoKeyIsRefusedByItsName(String text) throws IOException {
    Path other = Files.writeString(folder.resolve("other.pem"), text);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.read(certificate(), other))
        .withMessageContaining("other.pem");
  }

  @Test
  void whatIsNoCertificateIsRefusedByItsName() throws IOException {
    Path other = Files.writeString(folder.resolve("none.pem"), "nothing");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.read(other, key()))
        .withMessageContaining("none.pem");
  }

  private static String submit(HttpClient client, URI origin)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(origin.resolve("/" + Fixture.APP))
            .header("Authorization", "Key a:b")
            .POST(BodyPublishers.ofString("{\"prompt\":\"a fox\"}"))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("sandbox", store.getCertificate("sandbox"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private Path certificate() {
    return folder.resolve("certificate.pem");
  }

  private Path key() {
    return folder.resolve("key.pem");
  }

  private static void pem(String kind, byte[] encoded, Path file) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(encoded);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }
}
