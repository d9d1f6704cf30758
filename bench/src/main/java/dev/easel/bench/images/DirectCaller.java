package dev.easel.bench.images;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a program does without Easel: calls the seller, holds the whole answer, finds the image in
 * it and decodes it. Safe for threads.
 */
final class DirectCaller implements AutoCloseable {
  private static final byte[] BEFORE = "\"b64_json\":\"".getBytes(StandardCharsets.US_ASCII);
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI seller;

  DirectCaller(URI sellers) {
    this.seller = sellers.resolve("/v1/images/generations");
  }

  /** Returns the image. */
  byte[] call(int number) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(seller)
            .header("Authorization", "Bearer sk-bench")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body(number)))
            .build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("the seller answered " + response.statusCode());
    }
    return image(response.body());
  }

  private static String body(int number) {
    return """
    {"model":"gpt-image-1.5","prompt":"a heron in the reeds, number %d","n":1,"output_format":"png"}\
    """
        .formatted(number);
  }

  private static byte[] image(byte[] answer) throws IOException {
    int start = find(answer) + BEFORE.length;
    int end = start;
    while (answer[end] != '"') {
      end++;
    }
    return Base64.getDecoder().decode(Arrays.copyOfRange(answer, start, end));
  }

  private static int find(byte[] answer) throws IOException {
    for (int at = 0; at + BEFORE.length <= answer.length; at++) {
      if (Arrays.equals(answer, at, at + BEFORE.length, BEFORE, 0, BEFORE.length)) {
        return at;
      }
    }
    throw new IOException("there is no image in the answer");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
