package dev.easel.http;

import static dev.easel.http.Buyer.LONG;
import static dev.easel.http.Buyer.check;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.TransportException.Reason;
import dev.easel.testkit.GzipBomb;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpAnswerTest {
  private final Buyer buyer = new Buyer();

  @AfterEach
  void close() {
    buyer.close();
  }

  @Test
  void informationBeforeTheAnswerIsPassedOver() throws Exception {
    Script informed =
        (request, wire) -> {
          wire.write(
              "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n".getBytes(UTF_8));
          Script.json(200, "{}").play(request, wire);
        };
    try (ScriptedServer server = ScriptedServer.start(informed)) {
      Reply reply = buyer.buy(server.uri(), LONG);
      assertThat(reply).hasToString("HTTP 200, 2 bytes");
    }
  }

  @Test
  void answerWithoutLengthEndsWithItsConnection() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            (_, wire) -> wire.write("HTTP/1.1 200 OK\r\n\r\n{\"a\": 1}".getBytes(UTF_8)))) {
      Reply reply = buyer.buy(server.uri(), LONG);
      assertThat(reply).hasToString("HTTP 200, 8 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked"})
  void answerThatHasNoBodyIsWholeWhateverItSays(String header) throws Exception {
    Script bodiless =
        (request, wire) -> {
          int status = request.method().equals("HEAD") ? 200 : 204;
          wire.write(("HTTP/1.1 " + status + " OK\r\n" + header + "\r\n\r\n").getBytes(UTF_8));
          Script.withhold().play(request, wire);
        };
    try (ScriptedServer server = ScriptedServer.start(bodiless)) {
      HttpRequest get = HttpRequest.get(server.uri(), LONG);
      HttpRequest head =
          new HttpRequest(
              "HEAD",
              get.uri(),
              get.query(),
              get.headers(),
              get.authorization(),
              get.content(),
              get.patience());
      assertThat(buyer.caller().exchange(get, buyer.guard())).hasToString("HTTP 204, 0 bytes");
      assertThat(buyer.caller().exchange(head, buyer.guard())).hasToString("HTTP 200, 0 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no answer of HTTP\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n",
        "HTTP/1.1 200 O",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: a"
      })
  void answerThatIsNotOneOfHttpMayHaveBeenSent(String answer) throws Exception {
    buyer.isFailed((_, wire) -> wire.write(answer.getBytes(UTF_8)), Reason.BROKEN);
  }

  @Test
  void headWithoutEndIsRefusedBeforeItFillsTheMemory() throws Exception {
    Script endless =
        (_, wire) -> {
          wire.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(UTF_8));
          byte[] more = new byte[1 << 10];
          Arrays.fill(more, (byte) 'x');
          while (true) {
            wire.write(more);
          }
        };
    buyer.isFailed(endless, Reason.BROKEN);
  }

  @Test
  void answerThatIsCutMayHaveBeenSent() throws Exception {
    buyer.isFailed(Script.cut(), Reason.BROKEN);
  }

  @Test
  void answerThatIsShorterThanAnnouncedIsNone() throws Exception {
    buyer.isFailed(
        (_, wire) -> wire.write(Script.head(200, Map.of(), 100).getBytes(UTF_8)), Reason.BROKEN);
  }

  @Test
  void answerThatIsTooLongIsNotRead() throws Exception {
    buyer.isFailed(Script.reply(200, Map.of(), new byte[(1 << 20) + 1]), Reason.TOO_LARGE);
  }

  /** what is said of the length of a small answer holds for what is on the wire. */
  @Test
  void bombIsNotUnpacked() throws Exception {
    buyer.isFailed(new GzipBomb("application/json"), Reason.TOO_LARGE);
  }

  @Test
  void answerThatIsClosedWhileAnotherThreadReadsItBreaksOff() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Script script =
        (request, wire) -> {
          wire.write((Script.head(200, Map.of(), 2) + "{").getBytes(UTF_8));
          wire.flush();
          Script.withhold().play(request, wire);
        };
    try (ScriptedServer server = ScriptedServer.start(script);
        Answer answer = buyer.open(server.uri(), LONG)) {
      assertThat(answer.read(new byte[10])).isEqualTo(1);
      Thread closing =
          Thread.startVirtualThread(() -> {
            await(begun);
            answer.close();
          });
      begun.countDown();
      check(
          catchThrowableOfType(TransportException.class, () -> answer.read(new byte[10])),
          Reason.BROKEN,
          true);
      closing.join();
    }
  }

  @Test
  void answerThatIsOpenWhenItsCallerClosesIsReadToItsEnd() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"));
        Answer answer = buyer.open(server.uri(), LONG)) {
      buyer.caller().close();
      assertThat(answer.whole(100)).hasToString("HTTP 200, 2 bytes");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
