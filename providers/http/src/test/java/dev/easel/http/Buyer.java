package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.TransportException.Reason;
import dev.easel.http.json.Json;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Who makes paid requests of scripted servers, and one call to make them for. */
final class Buyer implements AutoCloseable {
  static final Duration AMPLE = Duration.ofSeconds(30);

  /** For answers that come. */
  static final Patience LONG = new Patience(AMPLE, AMPLE, true);

  /** For those that do not. A machine at its slowest must still have sent the request by then. */
  static final Patience SHORT = new Patience(AMPLE, Duration.ofSeconds(1), true);

  static final Content BODY = Content.json(Json.of("a paid request"));

  private static final Duration PULSE = Duration.ofSeconds(2);

  private final HttpCaller caller =
      new HttpCaller(new HttpLimits(AMPLE, Duration.ofMillis(1_500), 1_024, PULSE), "easel-test/1");
  private final TestCall call = TestCall.ample();

  HttpCaller caller() {
    return caller;
  }

  TestCall call() {
    return call;
  }

  CallGuard guard() {
    return CallGuard.of(call);
  }

  Reply buy(URI uri, Patience patience) throws Exception {
    return caller.buy(HttpRequest.post(uri, BODY, patience), guard());
  }

  Answer open(URI uri, Patience patience) throws Exception {
    return caller.openPurchase(HttpRequest.post(uri, BODY, patience), guard());
  }

  /** How it fails to buy. */
  TransportException failure(URI uri, Patience patience) {
    return catchThrowableOfType(TransportException.class, () -> buy(uri, patience));
  }

  /** Such an answer is none, and what was sent once may have been paid for. */
  void isFailed(Script script, Reason reason) throws IOException {
    try (ScriptedServer server = ScriptedServer.start(script)) {
      isFailed(server, LONG, reason);
    }
  }

  void isFailed(ScriptedServer server, Patience patience, Reason reason) {
    check(failure(server.uri(), patience), reason, true);
    assertThat(server.requests()).hasSize(1);
  }

  static void check(TransportException failure, Reason reason, boolean sent) {
    assertThat(failure.reason()).as(failure.problem()).isEqualTo(reason);
    assertThat(failure.sent()).isEqualTo(sent);
    assertThat(failure.problem()).isNotBlank();
  }

  @Override
  public void close() {
    caller.close();
  }
}
