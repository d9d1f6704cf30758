package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalStorageTest {

  private static final String BEGIN =
      "{\"content_type\":\"image/png\",\"file_name\":\"a cat.png\"}";

  private final Fixture fal = new Fixture(Duration.ZERO);

  @AfterEach
  void stop() {
    fal.close();
  }

  @Test
  void simpleFlow() throws IOException, InterruptedException {
    Answer begun = begin("initiate");
    String file = begun.text("file_url");

    assertThat(file).startsWith(fal.sandbox.uri() + "/files/b/").endsWith("/a_cat.png");
    assertThat(fal.get(file).status()).isEqualTo(404);
    assertThat(edit(file).body()).contains("file_download_error");
    assertThat(fal.send(put(begun.text("upload_url"), "bytes")).status()).isEqualTo(200);
    assertFile(file, "bytes");
    assertThat(edit(file).status()).isEqualTo(200);
  }

  @Test
  void multipartFlow() throws IOException, InterruptedException {
    Answer begun = begin("initiate-multipart");
    String upload = begun.text("upload_url");

    Answer two = fal.send(put(part(upload, "2"), "cd"));
    Answer one = fal.send(put(part(upload, "1"), "ab"));
    assertThat(two.body()).contains("\"partNumber\":2").contains("etag");

    assertThat(fal.send(post(part(upload, "complete"), parts(one))).status()).isEqualTo(400);
    assertThat(fal.send(post(part(upload, "complete"), parts(two, one))).status()).isEqualTo(200);
    assertFile(begun.text("file_url"), "abcd");
  }

  @Test
  void tokenFlow() throws IOException, InterruptedException {
    Answer token = token();

    Answer uploaded = fal.send(withToken("/files/upload", token).POST(text("bytes")));

    assertFile(uploaded.text("access_url"), "bytes");
    assertThat(edit(uploaded.text("access_url")).status()).isEqualTo(200);
  }

  @Test
  void multipartTokenFlow() throws IOException, InterruptedException {
    Answer token = token();
    Answer begun =
        fal.send(
            withToken(token.text("base_url") + "/files/upload/multipart", token).POST(text("")));
    String upload = begun.text("access_url") + "/multipart/" + begun.text("uploadId");

    Answer one = fal.send(withToken(upload + "/1", token).PUT(text("ab")));
    Answer two = fal.send(withToken(upload + "/2", token).PUT(text("cd")));
    assertThat(one.header("ETag")).isNotEmpty().isNotEqualTo(two.header("ETag"));
    String parts = "{\"parts\":[{\"partNumber\":1},{\"partNumber\":2}]}";

    assertThat(fal.send(withToken(upload + "/complete", token).POST(text(parts))).status())
        .isEqualTo(200);
    assertFile(begun.text("access_url"), "abcd");
  }

  @Test
  void tokenEnds() throws IOException, InterruptedException {
    Answer token = token();
    fal.clock.advance(Duration.ofHours(1));

    assertThat(fal.send(withToken("/files/upload", token).POST(text("a"))).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /storage/upload/initiate, 401",
    "POST, /storage/upload/initiate-multipart, 401",
    "POST, /storage/auth/token, 401",
    "POST, /files/upload, 401",
    "POST, /files/upload/multipart, 401",
    "PUT, /storage/put/a/b?signature=c, 403",
    "PUT, /files/b/a/b/multipart/c/1, 401",
    "GET, /storage, 404",
    "GET, /files/b/a/b, 404"
  })
  void nothingIsTakenFromStrangers(String method, String path, int status)
      throws IOException, InterruptedException {
    assertThat(fal.send(fal.anonymous(path).method(method, text("{}"))).status()).isEqualTo(status);
  }

  private Answer begin(String flow) throws IOException, InterruptedException {
    String path = "/storage/upload/" + flow + "?storage_type=fal-cdn-v3";
    return fal.send(fal.request(path).POST(text(BEGIN)));
  }

  private Answer token() throws IOException, InterruptedException {
    Answer token =
        fal.send(fal.request("/storage/auth/token?storage_type=fal-cdn-v3").POST(text("{}")));
    assertThat(token.json().members())
        .containsOnlyKeys("token", "token_type", "base_url", "expires_at");
    return token;
  }

  private HttpRequest.Builder withToken(String url, Answer token) {
    return fal.anonymous(url)
        .header("Authorization", token.text("token_type") + " " + token.text("token"))
        .header("Content-Type", "image/png")
        .header("X-Fal-File-Name", "cat.png");
  }

  private Answer edit(String file) throws IOException, InterruptedException {
    return fal.post(
        "fal-ai/gpt-image-1.5/edit", "{\"prompt\":\"a\",\"image_urls\":[\"%s\"]}".formatted(file));
  }

  private void assertFile(String url, String content) throws IOException, InterruptedException {
    Answer file = new Answer(fal.send(fal.anonymous(url).GET(), BodyHandlers.ofString()));
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.body()).isEqualTo(content);
    assertThat(file.header("Content-Type")).isEqualTo("image/png");
  }

  /** Part or end of an upload: before the signature, as fal-js does it. */
  private static String part(String upload, String last) {
    int query = upload.indexOf('?');
    return upload.substring(0, query) + "/" + last + upload.substring(query);
  }

  private static String parts(Answer... parts) {
    StringBuilder list = new StringBuilder();
    for (Answer part : parts) {
      list.append(list.isEmpty() ? "" : ",").append(part.body());
    }
    return "{\"parts\":[" + list + "]}";
  }

  /** Without a key: the URL is signed. */
  private HttpRequest.Builder put(String url, String content) {
    return fal.anonymous(url).header("Content-Type", "image/png").PUT(text(content));
  }

  private HttpRequest.Builder post(String url, String content) {
    return fal.anonymous(url).POST(text(content));
  }

  private static HttpRequest.BodyPublisher text(String content) {
    return BodyPublishers.ofString(content);
  }
}
