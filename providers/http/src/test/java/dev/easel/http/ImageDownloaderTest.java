package dev.easel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.DownloadException.Reason;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ProviderContext;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ImageDownloaderTest {
  private static final byte[] PIXEL =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
  private static final Script GOOD = Script.reply(200, Map.of(), PIXEL);
  private static final Script PAGE = Script.reply(200, Map.of(), "<html>".getBytes(UTF_8));
  private static final Script MISSING = Script.json(404, "{}");

  /** Announces the whole image and sends half of it. */
  private static final Script HALF =
      (_, wire) -> {
        wire.write(Script.head(200, Map.of(), PIXEL.length).getBytes(UTF_8));
        wire.write(Arrays.copyOf(PIXEL, PIXEL.length / 2));
      };

  private final HttpCaller caller = new HttpCaller(HttpLimits.usual(), "easel-test/1");
  private final RecordingSink sink = new RecordingSink();
  private final TestCall call = TestCall.ample();

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  void fetchesAgainUntilTheImageIsWhole() throws Exception {
    Script[] scripts = {HALF, Script.cut(), Script.json(500, "{}"), PAGE, MISSING, GOOD};
    try (ScriptedServer server = server(scripts)) {
      fetch(server, server.uri(), sinkTarget());
      assertThat(server.requests()).hasSize(scripts.length);
      assertThat(server.requests()).allMatch(request -> request.header("Authorization").isEmpty());
    }
    assertThat(sink.images().get(0)).isEqualTo(PIXEL);
  }

  @Test
  void givesUpOnWhatIsNoImageAfterThreeMoreTries() throws Exception {
    checkFailure(Reason.NOT_AN_IMAGE, 4, PAGE);
  }

  @Test
  void givesUpForNowOnWhatIsNotThereAfterFiveMoreTries() throws Exception {
    checkFailure(Reason.GONE, 6, MISSING);
  }

  @Test
  void refusesAnImageThatIsTooLarge() throws Exception {
    checkFailure(Reason.TOO_LARGE, 1, Script.reply(200, Map.of(), new byte[2_000]));
  }

  @Test
  void refusesAnImageWhoseLengthIsNotAnnounced() throws Exception {
    Script unannounced =
        (_, wire) -> {
          wire.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
          wire.write(new byte[2_000]);
        };
    checkFailure(Reason.TOO_LARGE, 1, unannounced);
  }

  @Test
  void followsARedirectToAnAllowedHostOnly() throws Exception {
    try (ScriptedServer target = server(GOOD);
        ScriptedServer first = redirect(target.uri());
        ScriptedServer other = redirect(target.uri())) {
      AllowedHosts both = AllowedHosts.parse(first.uri() + "," + target.uri());
      downloader(both).fetch(first.uri(), sinkTarget(), CallGuard.of(call));
      assertThat(sink.has(0)).isTrue();

      AllowedHosts otherOnly = AllowedHosts.parse(other.uri().toString());
      DownloadException failure =
          catchThrowableOfType(
              DownloadException.class,
              () -> downloader(otherOnly).fetch(other.uri(), sinkTarget(), CallGuard.of(call)));
      assertThat(failure.reason()).isEqualTo(Reason.NOT_ALLOWED);
      assertThat(target.requests()).hasSize(1);
    }
  }

  @Test
  void asksForNothingElseWhereARedirectLeadsNowhere() throws Exception {
    try (ScriptedServer server = server(Script.reply(302, Map.of(), new byte[0]), GOOD)) {
      fetch(server, server.uri().resolve("/media/one.png"), sinkTarget());
      assertThat(server.requests())
          .extracting(ScriptedRequest::target)
          .containsExactly("/media/one.png", "/media/one.png");
    }
  }

  @Test
  void tellsWhenTheHostCannotStore() throws Exception {
    try (ScriptedServer server = server(GOOD)) {
      ImageTarget full =
          () -> {
            throw new IOException("no space");
          };
      DownloadException failure =
          catchThrowableOfType(DownloadException.class, () -> fetch(server, server.uri(), full));
      assertThat(failure.reason()).isEqualTo(Reason.NOT_STORED);
    }
  }

  private void checkFailure(Reason reason, int tries, Script script) throws Exception {
    try (ScriptedServer server = server(script)) {
      DownloadException failure =
          catchThrowableOfType(
              DownloadException.class, () -> fetch(server, server.uri(), sinkTarget()));
      assertThat(failure.reason()).isEqualTo(reason);
      assertThat(failure.problem()).isNotBlank();
      assertThat(server.requests()).hasSize(tries);
    }
    assertThat(sink.has(0)).isFalse();
  }

  private void fetch(ScriptedServer server, URI uri, ImageTarget target) throws Exception {
    downloader(AllowedHosts.parse(server.uri().toString())).fetch(uri, target, CallGuard.of(call));
  }

  private ImageDownloader downloader(AllowedHosts hosts) {
    ProviderContext context =
        new ProviderContext(
            InstantSource.system(), _ -> {}, new SplittableRandom(7), "easel-test/1");
    return new ImageDownloader(caller, hosts, 1_000, Backoff.usual(), context);
  }

  private ImageTarget sinkTarget() {
    return () -> sink.image(0, ImageFacts.none());
  }

  /** Plays the scripts in order, and the last of them for ever. */
  private static ScriptedServer server(Script... scripts) throws IOException {
    Iterator<Script> left = List.of(scripts).iterator();
    Script last = scripts[scripts.length - 1];
    return ScriptedServer.start((request, wire) -> {
      Script script;
      synchronized (left) {
        script = left.hasNext() ? left.next() : last;
      }
      script.play(request, wire);
    });
  }

  private static ScriptedServer redirect(URI target) throws IOException {
    return server(Script.reply(302, Map.of("Location", target + "/image"), new byte[0]));
  }
}
