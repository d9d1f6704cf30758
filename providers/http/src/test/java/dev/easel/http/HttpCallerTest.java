package dev.easel.http;

import static dev.easel.http.Buyer.BODY;
import static dev.easel.http.Buyer.LONG;
import static dev.easel.http.Buyer.SHORT;
import static dev.easel.http.Buyer.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.TransportException.Reason;
import dev.easel.spi.Fenced;
import dev.easel.spi.Secret;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpCallerTest {
  private final Buyer buyer = new Buyer();

  @AfterEach
  void close() {
    buyer.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308, 401, 407, 408, 421, 503})
  void paidRequestIsSentOnceWhateverTheAnswer(int status) throws Exception {
    Map<String, String> headers = Map.of("Retry-After", "0", "Location", "/again");
    try (ScriptedServer server = ScriptedServer.start(Script.reply(status, headers, new byte[0]))) {
      Reply reply = buyer.buy(server.uri(), LONG);
      assertThat(reply.status()).isEqualTo(status);
      assertThat(server.requests()).hasSize(1);
    }
    assertThat(buyer.call().sends()).isEqualTo(1);
  }

  @Test
  void answerIsWhole() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{\"a\": \"b\"}"))) {
      HttpRequest request =
          HttpRequest.post(server.uri().resolve("/path?q=1"), BODY, LONG)
              .with("X-One", "1")
              .with(new Authorization("Key", Secret.of("not-much")));
      Reply reply = buyer.caller().buy(request, buyer.guard());
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
      buyer.caller().exchange(HttpRequest.get(uri, LONG), buyer.guard());
      assertThat(server.requests().getFirst().target()).isEqualTo(path);
    }
  }

  @Test
  void bodyOfNoTypeSaysNone() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      Content empty = new Content("", new byte[0]);
      buyer.caller().exchange(HttpRequest.put(server.uri(), empty, LONG), buyer.guard());
      assertThat(server.requests().getFirst().headers())
          .containsEntry("content-length", "0")
          .doesNotContainKey("content-type");
    }
  }

  @Test
  void headerThatCannotBeWrittenAsItIsIsRefusedAndNotShown() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      HttpRequest request = HttpRequest.post(server.uri(), BODY, LONG).with("X-One", "not\r\nmuch");
      assertThatThrownBy(() -> buyer.caller().buy(request, buyer.guard()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("much");
      assertThat(server.requests()).isEmpty();
    }
    assertThat(buyer.call().sends()).isZero();
  }

  @Test
  void threadThatIsInterruptedSendsNoByte() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      HttpRequest request = HttpRequest.post(server.uri(), BODY, LONG);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> buyer.caller().buy(request, buyer.guard()))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
      assertThat(server.requests()).isEmpty();
    }
    assertThat(buyer.call().sends()).isZero();
  }

  @Test
  void fencedCallSendsNoByte() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      assertThatThrownBy(() ->
              buyer
                  .caller()
                  .buy(HttpRequest.post(server.uri(), BODY, LONG), CallGuard.of(TestCall.fenced())))
          .isInstanceOf(Fenced.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void nameThatDoesNotExistIsNotSent() {
    check(buyer.failure(URI.create("http://no-such-host.invalid/"), LONG), Reason.NAME, false);
  }

  @Test
  void refusedConnectionIsNotSent() {
    check(buyer.failure(URI.create("http://127.0.0.1:1/"), LONG), Reason.CONNECT, false);
  }

  @Test
  void failedHandshakeIsNotSent() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.cut())) {
      URI secure = URI.create("https://127.0.0.1:" + server.uri().getPort());
      check(buyer.failure(secure, LONG), Reason.TLS, false);
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
              () -> buyer.caller().buy(HttpRequest.post(uri, large, LONG), buyer.guard()));
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
              () -> buyer.caller().buy(HttpRequest.post(uri, large, SHORT), buyer.guard()));
      check(failure, Reason.SILENT, false);
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
}
