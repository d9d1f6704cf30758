package dev.easel.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The HTTP port, asked over the wire. */
final class HttpPortTest {
  @Test
  void anErrorTellsNothingOfWhatWasAsked() throws Exception {
    HttpResponse<String> answer = get("/sk-proj-mistaken?key=sk-proj-mistaken");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("404 Not Found\n");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
  }

  @Test
  void healthIsToldByStatusAndText() throws Exception {
    HttpResponse<String> answer = get("/healthz");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok\n");
  }

  private static HttpResponse<String> get(String target) throws Exception {
    try (ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
        HttpPort port =
            HttpPort.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                handlers,
                16,
                new HealthPage(() -> true));
        HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port.address().getPort() + target);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
