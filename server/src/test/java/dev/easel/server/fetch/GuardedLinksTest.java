package dev.easel.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.easel.http.egress.EgressExceptions;
import dev.easel.http.egress.EgressPolicy;
import dev.easel.http.egress.SourceFetcher;
import dev.easel.http.egress.SourceLimits;
import dev.easel.server.Pictures;
import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.domain.Reason;
import dev.easel.spi.AttemptKey;
import dev.easel.spi.Call;
import dev.easel.spi.Deadline;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Size;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers' URLs into blobs, from a real server on loopback that the operator allows. */
final class GuardedLinksTest {
  private static final byte[] PNG = Pictures.of(ImageFormat.PNG, new Size(640, 480));

  @TempDir Path folder;

  private HttpServer server;
  private SourceFetcher fetcher;
  private DiskBlobStore blobs;
  private GuardedLinks links;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    EgressPolicy policy = EgressPolicy.with(EgressExceptions.parse(origin()));
    fetcher = SourceFetcher.overNetwork(policy, SourceLimits.usual(), "easel-test/1");
    blobs = new DiskBlobStore(folder, new Identifiers(new Random(5)));
    links = new GuardedLinks(policy, fetcher, blobs);
  }

  @AfterEach
  void stop() {
    fetcher.close();
    server.stop(0);
  }

  private String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(String path, int status, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private Blob copy(String path) throws ProviderException, InterruptedException {
    return links.copy(
        URI.create(origin() + path),
        "images[0]",
        Caller.LOCAL,
        Instant.now().plus(Duration.ofHours(1)),
        new AmpleCall());
  }

  private ProviderFailure refused(String path) throws IOException {
    ProviderFailure failure =
        catchThrowableOfType(ProviderException.class, () -> copy(path)).failure();
    assertThat(failure.fate()).isEqualTo(Fate.NOT_SENT);
    assertThat(failure.fields()).containsExactly("images[0].url");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
    return failure;
  }

  @Test
  void anImageIsCopiedWithWhatItsBytesSay() throws Exception {
    answer("/fox", 200, PNG);
    Blob blob = copy("/fox");
    assertThat(blob.purpose()).isEqualTo(BlobPurpose.SOURCE);
    assertThat(blob.size()).isEqualTo(new Size(640, 480));
    assertThat(blob.bytes()).isEqualTo(PNG.length);
  }

  @ParameterizedTest
  @CsvSource({"404, false", "403, false", "500, true", "503, true"})
  void aServerThatDoesNotGiveItIsToldApartFromOneThatCannot(int status, boolean retryable)
      throws IOException {
    answer("/fox", status, new byte[0]);
    ProviderFailure failure = refused("/fox");
    assertThat(failure.fault()).isEqualTo(Fault.SOURCE_UNREACHABLE);
    assertThat(failure.retryable()).isEqualTo(retryable);
  }

  @Test
  void aPageIsNoImage() throws IOException {
    answer("/fox", 200, "<!doctype html><title>404</title>".getBytes(StandardCharsets.UTF_8));
    assertThat(refused("/fox").fault()).isEqualTo(Fault.SOURCE_INVALID);
  }

  @Test
  void halfAnImageIsNoImage() throws IOException {
    answer("/fox", 200, Arrays.copyOf(PNG, PNG.length / 2));
    assertThat(refused("/fox").fault()).isEqualTo(Fault.SOURCE_INVALID);
  }

  @Test
  void aRedirectIntoAPrivateNetworkIsNotFollowed() throws IOException {
    server.createContext(
        "/fox",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    assertThat(refused("/fox").fault()).isEqualTo(Fault.SOURCE_FORBIDDEN);
  }

  @Test
  void aUrlThatIsNoneBreaksARuleAndOneThatLeadsInwardsIsForbidden() {
    assertThat(catchThrowableOfType(SourceUrlException.class, () -> links.read("fox")).reason())
        .isIn(Reason.REQUEST_INVALID, Reason.SOURCE_URI_FORBIDDEN);
    assertThat(
            catchThrowableOfType(
                    SourceUrlException.class, () -> links.read("https://10.0.0.1/fox.png"))
                .reason())
        .isEqualTo(Reason.SOURCE_URI_FORBIDDEN);
  }

  /** A call that has all the time it needs. */
  private static final class AmpleCall implements Call {
    @Override
    public AttemptKey attempt() {
      return new AttemptKey("job", 1);
    }

    @Override
    public Deadline deadline() {
      return () -> Duration.ofMinutes(1);
    }

    @Override
    public void onCancel(Runnable abort) {}

    @Override
    public void beforeSend() {}
  }
}
