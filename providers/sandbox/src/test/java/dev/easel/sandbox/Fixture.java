package dev.easel.sandbox;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.JsonReader;
import dev.easel.sandbox.json.MalformedJson;
import dev.easel.sandbox.seller.SandboxClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A sandbox whose requests take twelve seconds of a clock that the test moves, and a client. */
final class Fixture implements AutoCloseable {

  static final Duration LATENCY = Duration.ofSeconds(12);
  static final String APP = "fal-ai/gpt-image-1.5";

  final ManualClock clock = new ManualClock();
  final Sandbox sandbox;
  private final HttpClient client = HttpClient.newHttpClient();

  Fixture() {
    this(LATENCY);
  }

  Fixture(Duration latency) {
    this(latency, UnaryOperator.identity());
  }

  Fixture(Duration latency, UnaryOperator<SandboxOptions> more) {
    sandbox = Sandbox.start(more.apply(options(latency, clock)));
  }

  private static SandboxOptions options(Duration latency, SandboxClock clock) {
    return SandboxOptions.defaults().withLatency(latency).withClock(clock);
  }

  /** A reply with its body as text and as JSON. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    Json.Struct json() {
      try {
        return (Json.Struct) JsonReader.read(body().getBytes(StandardCharsets.UTF_8));
      } catch (MalformedJson e) {
        throw new AssertionError(body(), e);
      }
    }

    String text(String member) {
      return json().get(member).orElseThrow() instanceof Json.Text(String value) ? value : "";
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** A request that was queued, its links taken from the reply. */
  record Submitted(Answer answer) {

    String id() {
      return answer.text("request_id");
    }

    String result() {
      return answer.text("response_url");
    }

    String status() {
      return answer.text("status_url");
    }

    String cancel() {
      return answer.text("cancel_url");
    }
  }

  Submitted submit(String body) throws IOException, InterruptedException {
    return submit(APP, body);
  }

  Submitted submit(String app, String body) throws IOException, InterruptedException {
    Answer answer = post(app, body);
    if (answer.status() != 200) {
      throw new AssertionError(answer.body());
    }
    return new Submitted(answer);
  }

  Answer post(String app, String body) throws IOException, InterruptedException {
    return send(request("/" + app).POST(BodyPublishers.ofString(body)));
  }

  Answer get(String url) throws IOException, InterruptedException {
    return send(request(url).GET());
  }

  Answer put(String url) throws IOException, InterruptedException {
    return send(request(url).PUT(BodyPublishers.noBody()));
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new Answer(client.send(request.build(), BodyHandlers.ofString()));
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return client.send(request.build(), handler);
  }

  /** A request with a key to a path of the sandbox or to a whole URL. */
  HttpRequest.Builder request(String url) {
    return anonymous(url).header("Authorization", "Key id:secret");
  }

  HttpRequest.Builder anonymous(String url) {
    return HttpRequest.newBuilder(sandbox.uri().resolve(URI.create(url)));
  }

  @Override
  public void close() {
    client.close();
    sandbox.close();
  }
}
