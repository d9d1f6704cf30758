package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

  private static final String PROMPT = "{\"prompt\":\"a fox\"}";

  private final Fixture fal = new Fixture();

  @AfterEach
  void stop() {
    fal.close();
  }

  @Test
  void withoutAKeyNothingIsDone() throws IOException, InterruptedException {
    Answer answer = fal.send(submit());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"No user found for Key ID and Secret\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Key", "Key ", "Bearer abc", "id:secret", "Keyid:secret"})
  void headerOfAnotherFormIsRefused(String value) throws IOException, InterruptedException {
    Answer answer = fal.send(submit().header("Authorization", value));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("detail")).startsWith("Invalid Key Authorization header format.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Key id:secret", "Key x", "key id:secret"})
  void anyKeyWillDo(String value) throws IOException, InterruptedException {
    assertThat(fal.send(submit().header("Authorization", value)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/status", "/status/stream"})
  void followingARequestNeedsAKeyToo(String tail) throws IOException, InterruptedException {
    String request = fal.submit(PROMPT).result();

    assertThat(fal.send(fal.anonymous(request + tail).GET()).status()).isEqualTo(401);
  }

  private HttpRequest.Builder submit() {
    return fal.anonymous("/" + Fixture.APP).POST(BodyPublishers.ofString(PROMPT));
  }
}
