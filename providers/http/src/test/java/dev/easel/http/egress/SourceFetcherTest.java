package dev.easel.http.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.CallGuard;
import dev.easel.http.egress.SourceException.Reason;
import dev.easel.spi.ImageFormat;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceFetcherTest {
  private static final int LENGTH = 150_000;
  private static final Map<String, String> NO_HEADERS = Map.of();

  @ParameterizedTest
  @EnumSource
  void writesWhatIsThere(ImageFormat format) throws Exception {
    byte[] image =
        switch (format) {
          case PNG -> Pictures.png(LENGTH);
          case JPEG -> Pictures.jpeg(LENGTH);
          case WEBP -> Pictures.webp(LENGTH);
        };
    try (FetchRig rig = FetchRig.playing(Script.reply(200, NO_HEADERS, image))) {
      assertThat(rig.fetch()).isEqualTo(new FetchedSource(format, LENGTH));
      assertThat(rig.written()).isEqualTo(image);
    }
  }

  @Test
  void knowsTheTypeHoweverTheBytesArrive() throws Exception {
    byte[] image = Pictures.webp(40);
    Script piecemeal =
        (_, wire) -> {
          wire.write(Script.head(200, NO_HEADERS, image.length).getBytes(UTF_8));
          for (byte part : image) {
            wire.write(part);
            wire.flush();
          }
        };
    try (FetchRig rig = FetchRig.playing(piecemeal)) {
      assertThat(rig.fetch()).isEqualTo(new FetchedSource(ImageFormat.WEBP, image.length));
      assertThat(rig.written()).isEqualTo(image);
    }
  }

  @Test
  void asksForTheBytesAsTheyAreAndTellsNothingOfUs() throws Exception {
    Map<String, String> leads = Map.of("Location", "/next", "Set-Cookie", "id=1; Path=/");
    try (FetchRig rig =
        FetchRig.playing(
            Script.reply(302, leads, new byte[0]),
            Script.reply(200, NO_HEADERS, Pictures.png(100)))) {
      rig.fetch("http://start.example.com/image?key=1#top");
      assertThat(rig.server().requests())
          .extracting(ScriptedRequest::target)
          .containsExactly("/image?key=1", "/next");
      for (ScriptedRequest request : rig.server().requests()) {
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.headers())
            .containsOnlyKeys("host", "user-agent", "accept-encoding")
            .containsEntry("host", "start.example.com")
            .containsEntry("accept-encoding", "identity");
      }
    }
  }

  @Test
  void asksNoProxy() throws Exception {
    try (FetchRig rig = FetchRig.playing(Script.reply(200, NO_HEADERS, Pictures.png(100)))) {
      System.setProperty("http.proxyHost", "proxy.example.com");
      try {
        rig.fetch();
      } finally {
        System.clearProperty("http.proxyHost");
      }
      assertThat(rig.internet().lookups()).containsExactly("start.example.com");
      assertThat(rig.server().requests().getFirst().target()).isEqualTo("/image");
    }
  }

  @Test
  void movesWindowsOf64KiB() throws Exception {
    try (FetchRig rig = FetchRig.playing(Script.reply(200, NO_HEADERS, Pictures.png(LENGTH)))) {
      Reluctant target = new Reluctant();
      rig.fetcher().fetch(url(rig), target, CallGuard.of(rig.call()));
      assertThat(target.written).isEqualTo(LENGTH);
      assertThat(target.largest).isLessThanOrEqualTo(64 * 1024);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0089PNG",
        "GIF89a and more",
        "<html><body>",
        "<svg xmlns=...>",
        "RIFF....WAVEfmt"
      })
  void refusesWhatIsNoImageBeforeAnythingIsWritten(String start) throws Exception {
    byte[] body = Pictures.beginning(start, start.length());
    try (FetchRig rig =
        FetchRig.playing(Script.reply(200, Map.of("Content-Type", "image/png"), body))) {
      checkFailure(rig, Reason.NOT_AN_IMAGE);
      assertThat(rig.written()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "deflate", "gzip, identity"})
  void refusesWhatIsCompressed(String encoding) throws Exception {
    Map<String, String> headers = Map.of("Content-Encoding", encoding);
    try (FetchRig rig = FetchRig.playing(Script.reply(200, headers, Pictures.png(100)))) {
      checkFailure(rig, Reason.NOT_AN_IMAGE);
      assertThat(rig.written()).isEmpty();
    }
  }

  @Test
  void refusesWhatIsAnnouncedAsTooLargeWithoutReadingIt() throws Exception {
    Script announced =
        (request, wire) -> {
          wire.write(Script.head(200, NO_HEADERS, FetchRig.MOST_BYTES + 1).getBytes(UTF_8));
          wire.flush();
          Script.withhold().play(request, wire);
        };
    try (FetchRig rig = FetchRig.playing(announced)) {
      checkFailure(rig, Reason.TOO_LARGE);
    }
  }

  @Test
  void refusesWhatTurnsOutToBeTooLarge() throws Exception {
    Script unannounced =
        (_, wire) -> {
          wire.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
          wire.write(Pictures.png((int) FetchRig.MOST_BYTES + 1));
        };
    try (FetchRig rig = FetchRig.playing(unannounced)) {
      checkFailure(rig, Reason.TOO_LARGE);
      assertThat(rig.written().length).isLessThanOrEqualTo((int) FetchRig.MOST_BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 300, 304, 400, 401, 403, 404, 410, 451})
  void takesARefusalAsFinal(int status) throws Exception {
    checkStatus(status, Reason.NOT_SERVED);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
  void takesATroubleAsPassing(int status) throws Exception {
    checkStatus(status, Reason.UNREACHABLE);
  }

  @Test
  void takesABrokenAnswerAsPassing() throws Exception {
    Script half =
        (_, wire) -> {
          wire.write(Script.head(200, NO_HEADERS, 1_000).getBytes(UTF_8));
          wire.write(Pictures.png(500));
        };
    for (Script script : new Script[] {half, Script.cut()}) {
      try (FetchRig rig = FetchRig.playing(script)) {
        checkFailure(rig, Reason.UNREACHABLE);
      }
    }
  }

  @Test
  void givesUpSilenceAndTricklesOfHeadAndBody() throws Exception {
    Script[] scripts = {
      Script.withhold(),
      FetchRig.trickle(""),
      FetchRig.trickle("HTTP/1.1 200 OK\r\nX-Long: "),
      (request, wire) -> {
        wire.write(Script.head(200, NO_HEADERS, 100_000).getBytes(UTF_8));
        wire.write(Pictures.png(100));
        FetchRig.trickle("").play(request, wire);
      },
      (request, wire) -> {
        wire.write(Script.head(200, NO_HEADERS, 100_000).getBytes(UTF_8));
        wire.write(Pictures.png(100));
        wire.flush();
        Script.withhold().play(request, wire);
      }
    };
    for (Script script : scripts) {
      try (FetchRig rig = FetchRig.impatient(script)) {
        checkFailure(rig, Reason.UNREACHABLE);
      }
    }
  }

  @Test
  void boundsTheWholeWhateverItsParts() throws Exception {
    Script flowing =
        (_, wire) -> {
          wire.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
          wire.write(Pictures.png(100));
          for (int i = 0; i < 1_000; i++) {
            wire.write(new byte[150]);
            FetchRig.pause();
          }
        };
    try (FetchRig rig = FetchRig.within(Duration.ofSeconds(1), flowing)) {
      checkFailure(rig, Reason.UNREACHABLE);
    }
  }

  @Test
  void saysWhenAHostIsNotFound() throws Exception {
    try (FetchRig rig = FetchRig.playing(Script.cut())) {
      SourceException failure =
          catchThrowableOfType(
              SourceException.class, () -> rig.fetch("https://missing.example.com/?key=hunter2"));
      assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(failure.problem()).contains("missing.example.com").doesNotContain("hunter2");
    }
  }

  @Test
  void connectsToWhatWasCheckedWhateverTheNameMeansNext() throws Exception {
    try (FetchRig rig = FetchRig.playing(Script.cut())) {
      rig.internet().name("rebind.example.com", "8.8.8.8");
      rig.internet().name("rebind.example.com", "127.0.0.1");
      assertThat(
              catchThrowableOfType(
                      SourceException.class, () -> rig.fetch("https://rebind.example.com/"))
                  .reason())
          .isEqualTo(Reason.UNREACHABLE);
      assertThat(rig.internet().lookups()).containsExactly("rebind.example.com");
      assertThat(rig.internet().dialled())
          .isNotEmpty()
          .allMatch(address -> address.getAddress().getHostAddress().equals("8.8.8.8"));
      assertThat(
              catchThrowableOfType(
                      SourceException.class, () -> rig.fetch("https://rebind.example.com/"))
                  .reason())
          .isEqualTo(Reason.FORBIDDEN);
    }
  }

  @Test
  void doesNotWaitForALookupThatHangs() throws Exception {
    try (FetchRig rig = FetchRig.playing(Script.cut())) {
      SourceFetcher hanging = rig.resolvingNever(Duration.ofMillis(50), () -> {});
      assertThat(reason(hanging, rig)).isEqualTo(Reason.UNREACHABLE);
    }
  }

  @Test
  void endsDuringALookupWhenItsCallIsEnded() throws Exception {
    try (FetchRig rig = FetchRig.playing(Script.cut())) {
      SourceFetcher hanging = rig.resolvingNever(Duration.ofSeconds(20), rig.call()::end);
      assertThat(reason(hanging, rig)).isEqualTo(Reason.ABORTED);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void endsWhenItsCallIsEnded() throws Exception {
    try (FetchRig rig = FetchRig.playing(Script.withhold())) {
      rig.call().end();
      checkFailure(rig, Reason.ABORTED);
    }
    try (FetchRig rig = FetchRig.playing(Script.reply(200, NO_HEADERS, Pictures.png(LENGTH)))) {
      Reluctant ending = new Reluctant(rig.call()::end);
      SourceException failure =
          catchThrowableOfType(
              SourceException.class,
              () -> rig.fetcher().fetch(url(rig), ending, CallGuard.of(rig.call())));
      assertThat(failure.reason()).isEqualTo(Reason.ABORTED);
    }
  }

  @Test
  void endsAtTheDeadlineOfItsCall() throws Exception {
    try (FetchRig rig = FetchRig.playing(Script.withhold())) {
      CallGuard soon = CallGuard.of(TestCall.within(Duration.ofMillis(100)));
      SourceException failure =
          catchThrowableOfType(
              SourceException.class, () -> rig.fetcher().fetch(url(rig), new Reluctant(), soon));
      assertThat(failure.reason()).isEqualTo(Reason.DEADLINE);
      assertThat(failure.reason().retryable()).isFalse();
    }
  }

  @Test
  void saysWhenTheTargetIsFull() throws Exception {
    try (FetchRig rig = FetchRig.playing(Script.reply(200, NO_HEADERS, Pictures.png(LENGTH)))) {
      Reluctant full = new Reluctant();
      full.close();
      assertThatThrownBy(() -> rig.fetcher().fetch(url(rig), full, CallGuard.of(rig.call())))
          .isInstanceOfSatisfying(
              SourceException.class,
              failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_STORED));
    }
  }

  private static void checkStatus(int status, Reason reason) throws Exception {
    try (FetchRig rig = FetchRig.playing(Script.reply(status, NO_HEADERS, new byte[0]))) {
      assertThat(checkFailure(rig, reason).problem()).contains(Integer.toString(status));
    }
  }

  private static SourceException checkFailure(FetchRig rig, Reason reason) {
    SourceException failure = rig.failure();
    assertThat(failure.reason()).as(failure.problem()).isEqualTo(reason);
    assertThat(failure.problem()).isNotBlank();
    return failure;
  }

  private static Reason reason(SourceFetcher fetcher, FetchRig rig) throws Exception {
    GuardedUrl url = url(rig);
    CallGuard guard = CallGuard.of(rig.call());
    return catchThrowableOfType(
            SourceException.class, () -> fetcher.fetch(url, new Reluctant(), guard))
        .reason();
  }

  private static GuardedUrl url(FetchRig rig) throws RefusedUrlException {
    return rig.policy().check(FetchRig.START);
  }

  /** Takes a little at a time. */
  private static final class Reluctant implements WritableByteChannel {
    private final Runnable onWrite;
    private boolean open = true;
    private int largest;
    private int written;

    Reluctant() {
      this(() -> {});
    }

    Reluctant(Runnable onWrite) {
      this.onWrite = onWrite;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      if (!open) {
        throw new IOException("no space");
      }
      onWrite.run();
      largest = Math.max(largest, source.remaining());
      int count = Math.min(source.remaining(), 10_000);
      source.position(source.position() + count);
      written += count;
      return count;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
