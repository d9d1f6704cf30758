package dev.easel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.json.Json;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.spi.SourceBytes;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentTest {
  private static final Patience AMPLE =
      new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), true);

  private final HttpCaller caller = new HttpCaller(HttpLimits.usual(), "easel-test/1");

  @AfterEach
  void close() {
    caller.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 65_535, 65_536, 65_537, 300_001})
  void piecesHaveTheLengthThatTheySay(int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    for (Piece piece : List.of(Piece.of(bytes), Piece.of(source(bytes, length)))) {
      assertThat(written(piece)).isEqualTo(bytes);
      assertThat(piece.length()).isEqualTo(length);
    }
    Piece encoded = Piece.base64(source(bytes, length));
    assertThat(written(encoded)).isEqualTo(Base64.getEncoder().encode(bytes));
    assertThat(encoded.length()).isEqualTo(written(encoded).length);
  }

  @Test
  void bodyArrivesInOrderWithItsLength() throws Exception {
    Content content =
        new Content(
            "text/plain",
            List.of(Piece.of("a "), Piece.of(source("herön".getBytes(UTF_8), 6)), Piece.of("!")));
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      caller.buy(HttpRequest.post(server.uri(), content, AMPLE), CallGuard.of(TestCall.ample()));
      assertThat(server.requests().getFirst().body()).isEqualTo("a herön!");
      assertThat(server.requests().getFirst().headers()).containsEntry("content-length", "9");
    }
    assertThat(content).hasToString("9 bytes of text/plain");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 7, 200_000})
  void bodyThatIsNotWhatItSaidIsNotSent(int announced) throws Exception {
    byte[] bytes = new byte[6];
    Content content =
        new Content("text/plain", List.of(Piece.of("x"), Piece.of(source(bytes, announced))));
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      TransportException failure =
          catchThrowableOfType(
              TransportException.class,
              () ->
                  caller.buy(
                      HttpRequest.post(server.uri(), content, AMPLE),
                      CallGuard.of(TestCall.ample())));
      assertThat(failure.sent()).isFalse();
      assertThat(failure.reason().name()).isEqualTo("SOURCE");
      assertThat(failure.passing()).isFalse();
      assertThat(server.requests()).isEmpty();
    }
  }

  /** The seller is silent before the headers, then before the body, then in it. */
  @Test
  void workMayTakeItsTimeAndItsAnswerMayNot() throws Exception {
    Duration work = Duration.ofMillis(600);
    Patience patience =
        new Patience(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofMillis(200),
            false,
            true);
    Script script =
        (request, wire) -> {
          Thread.sleep(work);
          wire.write(Script.head(200, Map.of(), 10).getBytes(UTF_8));
          wire.flush();
          Thread.sleep(work);
          wire.write("12345".getBytes(UTF_8));
          wire.flush();
          Script.withhold().play(request, wire);
        };
    byte[] buffer = new byte[10];
    CallGuard guard = CallGuard.of(TestCall.ample());
    try (ScriptedServer server = ScriptedServer.start(script);
        Answer answer =
            caller.openPurchase(
                HttpRequest.post(server.uri(), Content.json(Json.of("draw")), patience), guard)) {
      assertThat(answer.read(buffer)).isEqualTo(5);
      answer.flows();
      TransportException failure =
          catchThrowableOfType(TransportException.class, () -> answer.read(buffer));
      assertThat(failure.reason()).isEqualTo(TransportException.Reason.SILENT);
      assertThat(failure.sent()).isTrue();
    }
  }

  private static byte[] written(Piece piece) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    piece.writeTo(out);
    return out.toByteArray();
  }

  private static SourceBytes source(byte[] bytes, long announced) {
    return new SourceBytes() {
      @Override
      public ImageFormat format() {
        return ImageFormat.PNG;
      }

      @Override
      public Size size() {
        return new Size(1, 1);
      }

      @Override
      public long length() {
        return announced;
      }

      @Override
      public ReadableByteChannel open() {
        return Channels.newChannel(new ByteArrayInputStream(bytes));
      }
    };
  }
}
