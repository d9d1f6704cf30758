package dev.easel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.TransportException.Reason;
import dev.easel.http.json.Json;
import dev.easel.spi.Fenced;
import dev.easel.spi.Secret;
import dev.easel.testkit.GzipBomb;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpCallerTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);
  // For answers that come.
  private static final Patience LONG = new Patience(AMPLE, AMPLE, true);
  // For those that do not. A machine at its slowest must still have sent the request by then.
  private static final Patience SHORT = new Patience(AMPLE, Duration.ofSeconds(1), true);
  private static final Duration PULSE = Duration.ofSeconds(2);
  private static final Content BODY = Content.json(Json.of("a paid request"));

  private final HttpCaller caller =
      new HttpCaller(new HttpLimits(AMPLE, Duration.ofMillis(1_500), 1_024, PULSE), "easel-test/1");
  private final TestCall call = TestCall.ample();

  @AfterEach
  void close() {
    caller.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308, 401, 407, 408, 421, 503})
  void paidRequestIsSentOnceWhateverTheAnswer(int status) throws Exception {
    Map<String, String> headers = Map.of("Retry-After", "0", "Location", "/again");
    try (ScriptedServer server = ScriptedServer.start(Script.reply(status, headers, new byte[0]))) {
      Reply reply = caller.buy(HttpRequest.post(server.uri(), BODY, LONG), CallGuard.of(call));
      assertThat(reply.status()).isEqualTo(status);
      assertThat(server.requests()).hasSize(1);
    }
    assertThat(call.sends()).isEqualTo(1);
  }

  @Test
  void answerIsWhole() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{\"a\": \"b\"}"))) {
      HttpRequest request =
          HttpRequest.post(server.uri().resolve("/path?q=1"), BODY, LONG)
              .with("X-One", "1")
              .with(new Authorization("Key", Secret.of("not-much")));
      Reply reply = caller.buy(request, CallGuard.of(call));
      assertThat(reply.json().text("a")).contains("b");
      assertThat(reply.header("content-TYPE")).contains("application/json");
      var arrived = server.requests().getFirst();
      assertThat(arrived.target()).isEqualTo("/path?q=1");
      assertThat(arrived.body()).isEqualTo("\"a paid request\"");
      assertThat(arrived.headers())
          .containsEntry("x-one", "1")
          .containsEntry("authorization", "Key not-much")
          .containsEntry("content-type", "application/json")
          .containsEntry("user-agent", "easel-test/1")
          .containsEntry("accept-encoding", "identity");
      assertThat(request.toString()).doesNotContain("not-much");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//b/c.png", "//a:99999/b.png", "/a//b", "/a%20b/?q=%2F&r=/", "/?", "/a?b?c"})
  void pathIsSentAsItIsWritten(String path) throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      URI uri = URI.create(server.uri() + path + "#not-sent");
      caller.exchange(HttpRequest.get(uri, LONG), CallGuard.of(call));
      assertThat(server.requests().getFirst().target()).isEqualTo(path);
    }
  }

  @Test
  void bodyOfNoTypeSaysNone() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      Content empty = new Content("", new byte[0]);
      caller.exchange(HttpRequest.put(server.uri(), empty, LONG), CallGuard.of(call));
      assertThat(server.requests().getFirst().headers())
          .containsEntry("content-length", "0")
          .doesNotContainKey("content-type");
    }
  }

  @Test
  void threadThatIsInterruptedSendsNoByte() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      HttpRequest request = HttpRequest.post(server.uri(), BODY, LONG);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> caller.buy(request, CallGuard.of(call)))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
      assertThat(server.requests()).isEmpty();
    }
    assertThat(call.sends()).isZero();
  }

  @Test
  void headerThatCannotBeWrittenAsItIsIsRefusedAndNotShown() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      HttpRequest request = HttpRequest.post(server.uri(), BODY, LONG).with("X-One", "not\r\nmuch");
      assertThatThrownBy(() -> caller.buy(request, CallGuard.of(call)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("much");
      assertThat(server.requests()).isEmpty();
    }
    assertThat(call.sends()).isZero();
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
        Answer answer =
            caller.openPurchase(HttpRequest.post(server.uri(), BODY, LONG), CallGuard.of(call))) {
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
        Answer answer =
            caller.openPurchase(HttpRequest.post(server.uri(), BODY, LONG), CallGuard.of(call))) {
      caller.close();
      assertThat(answer.whole(100)).hasToString("HTTP 200, 2 bytes");
    }
  }

  @Test
  void fencedCallSendsNoByte() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      assertThatThrownBy(() ->
              caller.buy(
                  HttpRequest.post(server.uri(), BODY, LONG), CallGuard.of(TestCall.fenced())))
          .isInstanceOf(Fenced.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void nameThatDoesNotExistIsNotSent() {
    check(buy(URI.create("http://no-such-host.invalid/"), call), Reason.NAME, false);
  }

  @Test
  void refusedConnectionIsNotSent() {
    check(buy(URI.create("http://127.0.0.1:1/"), call), Reason.CONNECT, false);
  }

  @Test
  void failedHandshakeIsNotSent() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.cut())) {
      URI secure = URI.create("https://127.0.0.1:" + server.uri().getPort());
      check(buy(secure, call), Reason.TLS, false);
    }
  }

  @Test
  void bodyThatIsNotWhollyReadIsNotSent() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = Thread.startVirtualThread(() -> readALittle(listener));
      Content large = new Content("application/octet-stream", new byte[32 << 20]);
      URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort());
      TransportException failure =
          catchThrowableOfType(
              TransportException.class,
              () -> caller.buy(HttpRequest.post(uri, large, LONG), CallGuard.of(call)));
      check(failure, Reason.BROKEN, false);
      server.join();
    }
  }

  @Test
  void bodyThatNobodyTakesIsGivenUpAndIsNotSent() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Content large = new Content("application/octet-stream", new byte[32 << 20]);
      URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
      TransportException failure =
          catchThrowableOfType(
              TransportException.class,
              () -> caller.buy(HttpRequest.post(uri, large, SHORT), CallGuard.of(call)));
      check(failure, Reason.SILENT, false);
    }
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
      Reply reply = caller.buy(HttpRequest.post(server.uri(), BODY, LONG), CallGuard.of(call));
      assertThat(reply).hasToString("HTTP 200, 2 bytes");
    }
  }

  @Test
  void answerWithoutLengthEndsWithItsConnection() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            (_, wire) -> wire.write("HTTP/1.1 200 OK\r\n\r\n{\"a\": 1}".getBytes(UTF_8)))) {
      Reply reply = caller.buy(HttpRequest.post(server.uri(), BODY, LONG), CallGuard.of(call));
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
      assertThat(caller.exchange(get, CallGuard.of(call))).hasToString("HTTP 204, 0 bytes");
      assertThat(caller.exchange(head, CallGuard.of(call))).hasToString("HTTP 200, 0 bytes");
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
    checkBuy((_, wire) -> wire.write(answer.getBytes(UTF_8)), Reason.BROKEN);
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
    checkBuy(endless, Reason.BROKEN);
  }

  @Test
  void answerThatIsCutMayHaveBeenSent() throws Exception {
    checkBuy(Script.cut(), Reason.BROKEN);
  }

  @Test
  void answerThatIsShorterThanAnnouncedIsNone() throws Exception {
    checkBuy(
        (_, wire) -> wire.write(Script.head(200, Map.of(), 100).getBytes(UTF_8)), Reason.BROKEN);
  }

  @Test
  void silenceIsBounded() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.withhold())) {
      checkBuy(server, SHORT, Reason.SILENT);
    }
  }

  @Test
  void trickleOfHeadersIsBoundedByTheTotal() throws Exception {
    Patience patience = new Patience(Duration.ofSeconds(2), AMPLE, true);
    try (ScriptedServer server =
        ScriptedServer.start((_, wire) -> trickle("HTTP/1.1 200 OK\r\nX-Long: ", wire))) {
      TransportException failure =
          catchThrowableOfType(
              TransportException.class,
              () -> caller.buy(HttpRequest.post(server.uri(), BODY, patience), CallGuard.of(call)));
      check(failure, Reason.TOO_SLOW, true);
    }
  }

  @Test
  void trickleOfHeadersIsBoundedByALimitOfItsOwn() throws Exception {
    Patience patience = new Patience(AMPLE, Duration.ofSeconds(1), AMPLE, true);
    try (ScriptedServer server =
        ScriptedServer.start((_, wire) -> trickle("HTTP/1.1 200 OK\r\nX-Long: ", wire))) {
      TransportException failure =
          catchThrowableOfType(
              TransportException.class,
              () -> caller.open(HttpRequest.get(server.uri(), patience), CallGuard.of(call)));
      check(failure, Reason.TOO_SLOW, true);
    }
  }

  @Test
  void headersThatAreThereFreeTheBodyOfTheirLimit() throws Exception {
    Patience patience = new Patience(AMPLE, Duration.ofSeconds(2), AMPLE, false);
    Script late =
        (_, wire) -> {
          wire.write(Script.head(200, Map.of(), 4).getBytes(UTF_8));
          wire.flush();
          new CountDownLatch(1).await(2_500, TimeUnit.MILLISECONDS);
          wire.write("late".getBytes(UTF_8));
        };
    try (ScriptedServer server = ScriptedServer.start(late)) {
      Reply reply = caller.exchange(HttpRequest.get(server.uri(), patience), CallGuard.of(call));
      assertThat(reply).hasToString("HTTP 200, 4 bytes");
    }
  }

  @Test
  void trickleOfABodyIsGivenUp() throws Exception {
    checkBuy((_, wire) -> trickle(Script.head(200, Map.of(), 1 << 20), wire), Reason.TOO_SLOW);
  }

  @Test
  void answerThatIsWorkedOnMayPauseAfterItsFirstByte() throws Exception {
    Patience patience = new Patience(AMPLE, AMPLE, AMPLE, Duration.ofMillis(300), true, true);
    try (ScriptedServer server = ScriptedServer.start((_, wire) -> pause(800, wire))) {
      Reply reply = caller.buy(HttpRequest.post(server.uri(), BODY, patience), CallGuard.of(call));
      assertThat(reply).hasToString("HTTP 200, 2 bytes");
    }
  }

  @Test
  void answerThatFlowsMayNot() throws Exception {
    Patience patience = new Patience(AMPLE, AMPLE, AMPLE, Duration.ofMillis(300), true, true);
    Script script =
        (request, wire) -> {
          wire.write((Script.head(200, Map.of(), 2) + "{").getBytes(UTF_8));
          wire.flush();
          Script.withhold().play(request, wire);
        };
    try (ScriptedServer server = ScriptedServer.start(script);
        Answer answer =
            caller.openPurchase(
                HttpRequest.post(server.uri(), BODY, patience), CallGuard.of(call))) {
      assertThat(answer.read(new byte[10])).isEqualTo(1);
      answer.flows();
      check(
          catchThrowableOfType(TransportException.class, () -> answer.read(new byte[10])),
          Reason.SILENT,
          true);
    }
  }

  @Test
  void spacesWhileWorkIsAwaitedAreBoundedByTheTimeOfTheHead() throws Exception {
    Duration ample = Duration.ofSeconds(30);
    Patience patience = new Patience(ample, Duration.ofMillis(1_200), ample, ample, true, true);
    long before = System.nanoTime();
    try (ScriptedServer server =
        ScriptedServer.start(
            (_, wire) -> trickle(Script.head(200, Map.of(), 1 << 20), ' ', wire))) {
      checkBuy(server, patience, Reason.TOO_SLOW);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void trickleOfWhatIsPaidForIsGivenUpThoughItMayPause() throws Exception {
    Duration ample = Duration.ofSeconds(30);
    Patience patience = new Patience(ample, ample, ample, ample, true, true);
    try (ScriptedServer server =
        ScriptedServer.start((_, wire) -> trickle(Script.head(200, Map.of(), 1 << 20), wire))) {
      checkBuy(server, patience, Reason.TOO_SLOW);
    }
  }

  @Test
  void silenceBeforeTheHeadIsBorneAndATrickleOfItIsNot() throws Exception {
    Duration ample = Duration.ofSeconds(30);
    Patience patience = new Patience(ample, ample, ample, ample, true, true);
    Script lateAndWhole =
        (request, wire) -> {
          new CountDownLatch(1).await(800, TimeUnit.MILLISECONDS);
          Script.json(200, "{}").play(request, wire);
        };
    try (ScriptedServer server = ScriptedServer.start(lateAndWhole)) {
      Reply reply = caller.buy(HttpRequest.post(server.uri(), BODY, patience), CallGuard.of(call));
      assertThat(reply).hasToString("HTTP 200, 2 bytes");
    }
    Script lateAndTrickling =
        (_, wire) -> {
          new CountDownLatch(1).await(800, TimeUnit.MILLISECONDS);
          trickle("HTTP/1.1 200 OK\r\nX-Long: ", wire);
        };
    try (ScriptedServer server = ScriptedServer.start(lateAndTrickling)) {
      checkBuy(server, patience, Reason.TOO_SLOW);
    }
  }

  @Test
  void deadlineThatIsPutOffHoldsForAnAnswerThatFlows() throws Exception {
    TestCall patient = TestCall.within(Duration.ofSeconds(3));
    Patience patience = Patience.forWork(AMPLE);
    try (ScriptedServer server = ScriptedServer.start((_, wire) -> pause(3_500, wire));
        Answer answer =
            caller.openPurchase(
                HttpRequest.post(server.uri(), BODY, patience), CallGuard.of(patient))) {
      byte[] buffer = new byte[10];
      assertThat(answer.read(buffer)).isEqualTo(1);
      patient.leave(AMPLE);
      answer.flows();
      assertThat(answer.read(buffer)).isEqualTo(1);
    }
  }

  /** An answer of two bytes with a pause between them. */
  private static void pause(long millis, OutputStream wire)
      throws IOException, InterruptedException {
    wire.write((Script.head(200, Map.of(), 2) + "{").getBytes(UTF_8));
    wire.flush();
    new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    wire.write('}');
    wire.flush();
  }

  @Test
  void deadlineBoundsEverything() throws Exception {
    Patience endless = Patience.forEvents(Duration.ofSeconds(5));
    try (ScriptedServer server =
        ScriptedServer.start((_, wire) -> trickle(Script.head(200, Map.of(), 1 << 20), wire))) {
      CallGuard guard = CallGuard.of(TestCall.within(Duration.ofMillis(500)));
      assertThatThrownBy(() -> caller.exchange(HttpRequest.get(server.uri(), endless), guard))
          .isInstanceOf(TransportException.class);
      check(
          catchThrowableOfType(
              TransportException.class,
              () -> caller.buy(HttpRequest.post(server.uri(), BODY, endless), guard)),
          Reason.DEADLINE,
          false);
    }
  }

  @Test
  void abortFromAnotherThreadEndsTheWaitAtOnce() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    Script script =
        (request, wire) -> {
          arrived.countDown();
          Script.withhold().play(request, wire);
        };
    try (ScriptedServer server = ScriptedServer.start(script)) {
      Thread.startVirtualThread(() -> {
        await(arrived);
        call.end();
      });
      Patience ample = Patience.forAnswer();
      TransportException failure =
          catchThrowableOfType(
              TransportException.class,
              () -> caller.buy(HttpRequest.post(server.uri(), BODY, ample), CallGuard.of(call)));
      check(failure, Reason.ABORTED, true);
    }
  }

  @Test
  void answerThatIsTooLongIsNotRead() throws Exception {
    checkBuy(Script.reply(200, Map.of(), new byte[(1 << 20) + 1]), Reason.TOO_LARGE);
  }

  /** what is said of the length of a small answer holds for what is on the wire. */
  @Test
  void bombIsNotUnpacked() throws Exception {
    checkBuy(new GzipBomb("application/json"), Reason.TOO_LARGE);
  }

  @Test
  void abortEndsASleepAndLeavesNoInterruptBehind() {
    CallGuard guard = CallGuard.of(call);
    assertThatThrownBy(() ->
            guard.sleep(
                duration -> {
                  call.end();
                  Thread.sleep(duration);
                },
                Duration.ofSeconds(30)))
        .isInstanceOfSatisfying(
            TransportException.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.ABORTED));
    assertThat(Thread.interrupted()).isFalse();
  }

  private void checkBuy(Script script, Reason reason) throws IOException {
    try (ScriptedServer server = ScriptedServer.start(script)) {
      check(buy(server.uri(), call), reason, true);
      assertThat(server.requests()).hasSize(1);
    }
  }

  private void checkBuy(ScriptedServer server, Patience patience, Reason reason) {
    TransportException failure =
        catchThrowableOfType(
            TransportException.class,
            () -> caller.buy(HttpRequest.post(server.uri(), BODY, patience), CallGuard.of(call)));
    check(failure, reason, true);
    assertThat(server.requests()).hasSize(1);
  }

  private TransportException buy(URI uri, TestCall allowed) {
    return catchThrowableOfType(
        TransportException.class,
        () -> caller.buy(HttpRequest.post(uri, BODY, LONG), CallGuard.of(allowed)));
  }

  private static void check(TransportException failure, Reason reason, boolean sent) {
    assertThat(failure.reason()).as(failure.problem()).isEqualTo(reason);
    assertThat(failure.sent()).isEqualTo(sent);
    assertThat(failure.problem()).isNotBlank();
  }

  private static void trickle(String start, OutputStream wire)
      throws IOException, InterruptedException {
    trickle(start, 'x', wire);
  }

  private static void trickle(String start, char rest, OutputStream wire)
      throws IOException, InterruptedException {
    wire.write(start.getBytes(UTF_8));
    CountDownLatch never = new CountDownLatch(1);
    while (!never.await(20, TimeUnit.MILLISECONDS)) {
      wire.write(rest);
      wire.flush();
    }
  }

  private static void readALittle(ServerSocket listener) {
    try (Socket socket = listener.accept()) {
      socket.getInputStream().readNBytes(1_000);
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new AssertionError(e);
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
