package dev.easel.http;

import static dev.easel.http.Buyer.AMPLE;
import static dev.easel.http.Buyer.BODY;
import static dev.easel.http.Buyer.SHORT;
import static dev.easel.http.Buyer.check;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.TransportException.Reason;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpPatienceTest {
  private final Buyer buyer = new Buyer();

  @AfterEach
  void close() {
    buyer.close();
  }

  @Test
  void silenceIsBounded() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.withhold())) {
      buyer.isFailed(server, SHORT, Reason.SILENT);
    }
  }

  @Test
  void trickleOfHeadersIsBoundedByTheTotal() throws Exception {
    Patience patience = new Patience(Duration.ofSeconds(2), AMPLE, true);
    try (ScriptedServer server =
        ScriptedServer.start((_, wire) -> trickle("HTTP/1.1 200 OK\r\nX-Long: ", wire))) {
      check(buyer.failure(server.uri(), patience), Reason.TOO_SLOW, true);
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
              () -> buyer.caller().open(HttpRequest.get(server.uri(), patience), buyer.guard()));
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
      Reply reply = buyer.caller().exchange(HttpRequest.get(server.uri(), patience), buyer.guard());
      assertThat(reply).hasToString("HTTP 200, 4 bytes");
    }
  }

  @Test
  void trickleOfABodyIsGivenUp() throws Exception {
    buyer.isFailed(
        (_, wire) -> trickle(Script.head(200, Map.of(), 1 << 20), wire), Reason.TOO_SLOW);
  }

  @Test
  void answerThatIsWorkedOnMayPauseAfterItsFirstByte() throws Exception {
    Patience patience = new Patience(AMPLE, AMPLE, AMPLE, Duration.ofMillis(300), true, true);
    try (ScriptedServer server = ScriptedServer.start((_, wire) -> pause(800, wire))) {
      Reply reply = buyer.buy(server.uri(), patience);
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
        Answer answer = buyer.open(server.uri(), patience)) {
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
    Patience patience = new Patience(AMPLE, Duration.ofMillis(1_200), AMPLE, AMPLE, true, true);
    long before = System.nanoTime();
    try (ScriptedServer server =
        ScriptedServer.start(
            (_, wire) -> trickle(Script.head(200, Map.of(), 1 << 20), ' ', wire))) {
      buyer.isFailed(server, patience, Reason.TOO_SLOW);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void trickleOfWhatIsPaidForIsGivenUpThoughItMayPause() throws Exception {
    Patience patience = new Patience(AMPLE, AMPLE, AMPLE, AMPLE, true, true);
    try (ScriptedServer server =
        ScriptedServer.start((_, wire) -> trickle(Script.head(200, Map.of(), 1 << 20), wire))) {
      buyer.isFailed(server, patience, Reason.TOO_SLOW);
    }
  }

  @Test
  void silenceBeforeTheHeadIsBorneAndATrickleOfItIsNot() throws Exception {
    Patience patience = new Patience(AMPLE, AMPLE, AMPLE, AMPLE, true, true);
    Script lateAndWhole =
        (request, wire) -> {
          new CountDownLatch(1).await(800, TimeUnit.MILLISECONDS);
          Script.json(200, "{}").play(request, wire);
        };
    try (ScriptedServer server = ScriptedServer.start(lateAndWhole)) {
      Reply reply = buyer.buy(server.uri(), patience);
      assertThat(reply).hasToString("HTTP 200, 2 bytes");
    }
    Script lateAndTrickling =
        (_, wire) -> {
          new CountDownLatch(1).await(800, TimeUnit.MILLISECONDS);
          trickle("HTTP/1.1 200 OK\r\nX-Long: ", wire);
        };
    try (ScriptedServer server = ScriptedServer.start(lateAndTrickling)) {
      buyer.isFailed(server, patience, Reason.TOO_SLOW);
    }
  }

  @Test
  void deadlineThatIsPutOffHoldsForAnAnswerThatFlows() throws Exception {
    TestCall patient = TestCall.within(Duration.ofSeconds(3));
    Patience patience = Patience.forWork(AMPLE);
    try (ScriptedServer server = ScriptedServer.start((_, wire) -> pause(3_500, wire));
        Answer answer =
            buyer
                .caller()
                .openPurchase(
                    HttpRequest.post(server.uri(), BODY, patience), CallGuard.of(patient))) {
      byte[] buffer = new byte[10];
      assertThat(answer.read(buffer)).isEqualTo(1);
      patient.leave(AMPLE);
      answer.flows();
      assertThat(answer.read(buffer)).isEqualTo(1);
    }
  }

  @Test
  void deadlineBoundsEverything() throws Exception {
    Patience endless = Patience.forEvents(Duration.ofSeconds(5));
    try (ScriptedServer server =
        ScriptedServer.start((_, wire) -> trickle(Script.head(200, Map.of(), 1 << 20), wire))) {
      CallGuard guard = CallGuard.of(TestCall.within(Duration.ofMillis(500)));
      assertThatThrownBy(
              () -> buyer.caller().exchange(HttpRequest.get(server.uri(), endless), guard))
          .isInstanceOf(TransportException.class);
      check(
          catchThrowableOfType(
              TransportException.class,
              () -> buyer.caller().buy(HttpRequest.post(server.uri(), BODY, endless), guard)),
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
        buyer.call().end();
      });
      Patience ample = Patience.forAnswer();
      check(buyer.failure(server.uri(), ample), Reason.ABORTED, true);
    }
  }

  @Test
  void abortEndsASleepAndLeavesNoInterruptBehind() {
    CallGuard guard = buyer.guard();
    assertThatThrownBy(() ->
            guard.sleep(
                duration -> {
                  buyer.call().end();
                  Thread.sleep(duration);
                },
                Duration.ofSeconds(30)))
        .isInstanceOfSatisfying(
            TransportException.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.ABORTED));
    assertThat(Thread.interrupted()).isFalse();
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

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
