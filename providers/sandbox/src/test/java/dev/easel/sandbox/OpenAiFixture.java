package dev.easel.sandbox;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.picture.Description;
import dev.easel.sandbox.picture.Encoding;
import dev.easel.sandbox.picture.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sandbox that answers at once, and OpenAI's requests. */
final class OpenAiFixture implements AutoCloseable {

  static final String GENERATIONS = "/v1/images/generations";
  static final String EDITS = "/v1/images/edits";
  private static final String BOUNDARY = "----form-7d4a6f158c9";

  final Fixture fixture;

  OpenAiFixture() {
    this(Duration.ZERO);
  }

  OpenAiFixture(Duration latency) {
    this.fixture = new Fixture(latency);
  }

  /** A part of a form; a file if it has a file's name. */
  static final class Part {

    private final String name;
    private final @Nullable String file;
    private final byte[] content;

    private Part(String name, @Nullable String file, byte[] content) {
      this.name = name;
      this.file = file;
      this.content = content;
    }

    static Part text(String name, String value) {
      return new Part(name, null, value.getBytes(StandardCharsets.UTF_8));
    }

    static Part file(String name, byte[] content) {
      return new Part(name, "a.png", content);
    }
  }

  HttpRequest.Builder request(String path) {
    return fixture.anonymous(path).header("Authorization", "Bearer sk-demo");
  }

  Answer generate(String members) throws IOException, InterruptedException {
    return post(GENERATIONS, "{\"prompt\":\"a fox\",\"model\":\"gpt-image-1.5\"" + members + "}");
  }

  Answer post(String path, String json) throws IOException, InterruptedException {
    return fixture.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  Answer get(String path) throws IOException, InterruptedException {
    return fixture.send(request(path).GET());
  }

  Answer edit(Part... parts) throws IOException, InterruptedException {
    return fixture.send(form(parts));
  }

  HttpRequest.Builder form(Part... parts) {
    return form(request(EDITS), parts);
  }

  static HttpRequest.Builder form(HttpRequest.Builder request, Part... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Part part : parts) {
      String file =
          Optional.ofNullable(part.file)
              .map(name -> "; filename=\"" + name + "\"\r\nContent-Type: image/png")
              .orElse("");
      body.writeBytes(
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
              .formatted(BOUNDARY, part.name, file)
              .getBytes(StandardCharsets.UTF_8));
      body.writeBytes(part.content);
      body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return request
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(BodyPublishers.ofByteArray(body.toByteArray()));
  }

  static byte[] image(int width, int height, boolean alpha, Encoding encoding) {
    return encoding.bytes(
        new Picture(new Description("source", 0, List.of(), width, height, alpha)));
  }

  /** The files in an answer. */
  static List<byte[]> files(Answer answer) {
    Json.Array data = (Json.Array) answer.json().get("data").orElseThrow();
    return data.items().stream().map(item -> file((Json.Struct) item)).toList();
  }

  static byte[] file(Json.Struct item) {
    return Base64.getDecoder().decode(text(item, "b64_json"));
  }

  static String text(Json.Struct struct, String... path) {
    Json at = struct;
    for (String name : path) {
      at = ((Json.Struct) at).get(name).orElseThrow();
    }
    return switch (at) {
      case Json.Text(String value) -> value;
      case Json.Numeral(String literal) -> literal;
      case Json.Flag(boolean value) -> Boolean.toString(value);
      case Json.Null() -> "null";
      case Json.Array _, Json.Struct _ -> throw new AssertionError(Arrays.toString(path));
    };
  }

  /** Type, code and param of an error. */
  static String error(Answer answer) {
    Json.Struct error = (Json.Struct) answer.json().get("error").orElseThrow();
    return text(error, "type") + " " + text(error, "code") + " " + text(error, "param");
  }

  @Override
  public void close() {
    fixture.close();
  }
}
