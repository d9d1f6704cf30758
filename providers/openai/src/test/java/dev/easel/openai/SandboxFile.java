package dev.easel.openai;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.testkit.TestPicture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Puts a picture among the sandbox's files, the only ones that it fetches. */
final class SandboxFile {
  private static final JsonReader READER = new JsonReader(JsonLimits.ANSWER);

  private SandboxFile() {}

  static URI upload(URI sandbox, TestPicture picture) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest begin =
          HttpRequest.newBuilder(
                  sandbox.resolve("/storage/upload/initiate?storage_type=fal-cdn-v3"))
              .header("Authorization", "Key sandbox:sandbox")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"content_type\": \"image/png\", \"file_name\": \"heron.png\"}"))
              .build();
      Json begun = READER.read(client.send(begin, BodyHandlers.ofByteArray()).body());
      HttpRequest put =
          HttpRequest.newBuilder(URI.create(begun.text("upload_url").orElseThrow()))
              .PUT(HttpRequest.BodyPublishers.ofByteArray(picture.bytes()))
              .build();
      int status = client.send(put, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new AssertionError("the sandbox takes files, but answered " + status);
      }
      return URI.create(begun.text("file_url").orElseThrow());
    } catch (JsonException e) {
      throw new AssertionError("the sandbox answers in JSON", e);
    }
  }
}
