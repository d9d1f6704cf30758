package dev.easel.http.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.CallGuard;
import dev.easel.http.HttpCaller;
import dev.easel.http.TestKeys;
import dev.easel.http.egress.SourceException.Reason;
import dev.easel.spi.ImageFormat;
import dev.easel.testkit.TestCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over TLS, as callers' URLs are: the address is ours, the name on the certificate is the URL's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecureFetchTest {
  private static final String PUBLIC_ADDRESS = "8.8.8.8";

  /** Of some 3 MiB, with no two places alike. */
  private static final String LARGE =
      IntStream.range(0, 500_000)
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(" ", "\u0089PNG\r\n\u001a\n", ""));

  private final EgressPolicy policy = EgressPolicy.strict();
  private TlsServer server;
  private TestInternet internet;
  private SourceFetcher fetcher;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = TlsServer.start(folder, "images.example.com", SecureFetchTest::answer);
    System.setProperty("javax.net.ssl.trustStore", server.keys().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", TestKeys.PASSWORD);
  }

  @AfterAll
  void stop() throws IOException {
    System.clearProperty("javax.net.ssl.trustStore");
    System.clearProperty("javax.net.ssl.trustStorePassword");
    server.close();
  }

  @BeforeEach
  void open() throws IOException {
    internet = new TestInternet();
    internet.serve(PUBLIC_ADDRESS, URI.create("https://127.0.0.1:" + server.port()));
    fetcher =
        new SourceFetcher(
            policy,
            internet::resolve,
            new HttpCaller(SourceLimits.connection(), "easel-test/1", internet::dial),
            SourceLimits.usual());
  }

  @AfterEach
  void close() throws IOException {
    fetcher.close();
    internet.close();
  }

  @Test
  void fetchesFromTheCheckedAddressByTheNameOfTheUrl() throws Exception {
    internet.name("images.example.com", PUBLIC_ADDRESS);
    assertThat(fetch("https://images.example.com/image"))
        .isEqualTo(new FetchedSource(ImageFormat.PNG, 100));
    assertThat(server.namesAsked()).contains("images.example.com");
    assertThat(internet.dialled())
        .singleElement()
        .satisfies(address -> {
          assertThat(address.getAddress().getHostAddress()).isEqualTo(PUBLIC_ADDRESS);
          assertThat(address.getPort()).isEqualTo(443);
        });
  }

  @Test
  void whatIsLargeComesWhole() throws Exception {
    internet.name("images.example.com", PUBLIC_ADDRESS);
    ByteArrayOutputStream fetched = new ByteArrayOutputStream();
    fetch("https://images.example.com/large", fetched);
    assertThat(fetched.toString(ISO_8859_1)).isEqualTo(LARGE);
  }

  @Test
  void refusesAHostThatCannotProveItsName() throws Exception {
    internet.name("bank.example.com", PUBLIC_ADDRESS);
    assertThat(failure("https://bank.example.com/image")).isEqualTo(Reason.NOT_SERVED);
  }

  @Test
  void refusesANameThatLeadsInwardsOnceItIsRedirectedToItself() throws Exception {
    internet.name("images.example.com", PUBLIC_ADDRESS);
    internet.name("images.example.com", "127.0.0.1");
    assertThat(failure("https://images.example.com/itself")).isEqualTo(Reason.FORBIDDEN);
    assertThat(internet.lookups()).containsExactly("images.example.com", "images.example.com");
    assertThat(internet.dialled()).hasSize(1);
    assertThat(internet.guarded()).isZero();
  }

  @Test
  void refusesToLeaveHttps() throws Exception {
    internet.name("images.example.com", PUBLIC_ADDRESS);
    assertThat(failure("https://images.example.com/plain")).isEqualTo(Reason.FORBIDDEN);
    assertThat(internet.dialled()).hasSize(1);
  }

  private Reason failure(String url) {
    return catchThrowableOfType(SourceException.class, () -> fetch(url)).reason();
  }

  private FetchedSource fetch(String url) throws Exception {
    return fetch(url, OutputStream.nullOutputStream());
  }

  private FetchedSource fetch(String url, OutputStream target) throws Exception {
    return fetcher.fetch(
        policy.check(url), Channels.newChannel(target), CallGuard.of(TestCall.ample()));
  }

  private static String answer(String path) {
    return switch (path) {
      case "/itself" -> "HTTP/1.1 302 Found\r\nLocation: /image\r\n\r\n";
      case "/large" -> "HTTP/1.1 200 OK\r\nContent-Length: " + LARGE.length() + "\r\n\r\n" + LARGE;
      case "/plain" -> "HTTP/1.1 302 Found\r\nLocation: http://images.example.com/image\r\n\r\n";
      default ->
          "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n\u0089PNG\r\n\u001a\n" + "\0".repeat(92);
    };
  }
}
