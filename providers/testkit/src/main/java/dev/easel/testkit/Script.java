package dev.easel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What a {@link ScriptedServer} does with a request. The connection closes when it returns. */
@FunctionalInterface
public interface Script {
  /**
   * Answers, or does not.
   *
   * @throws InterruptedException if the server closes
   */
  void play(ScriptedRequest request, OutputStream wire) throws IOException, InterruptedException;

  /** A whole answer. */
  static Script reply(int status, Map<String, String> headers, byte[] body) {
    return (_, wire) -> {
      wire.write(head(status, headers, body.length).getBytes(UTF_8));
      wire.write(body);
      wire.flush();
    };
  }

  /** A JSON answer. */
  static Script json(int status, String body) {
    return reply(status, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
  }

  /** No answer: the connection closes. */
  static Script cut() {
    return (_, _) -> {};
  }

  /** No answer, for as long as the server lives. */
  static Script withhold() {
    return (_, _) -> new CountDownLatch(1).await();
  }

  /** The lines before a body of a length. */
  static String head(int status, Map<String, String> headers, long length) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("Content-Length: ")
        .append(length)
        .append("\r\nConnection: close\r\n\r\n")
        .toString();
  }
}
