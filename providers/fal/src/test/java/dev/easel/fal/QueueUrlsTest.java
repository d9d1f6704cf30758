package dev.easel.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueueUrlsTest {
  private final QueueUrls urls = new QueueUrls(URI.create("https://queue.fal.run"));

  @ParameterizedTest
  @CsvSource({
    "fal-ai/gpt-image-1/edit-image/byok,fal-ai/gpt-image-1",
    "fal-ai/gpt-image-1.5/edit,fal-ai/gpt-image-1.5",
    "fal-ai/gpt-image-1-mini,fal-ai/gpt-image-1-mini",
    "openai/gpt-image-2.5/flare/edit,openai/gpt-image-2.5",
    "workflows/acme/story/v2,workflows/acme/story",
    "comfy/acme/flow,comfy/acme/flow"
  })
  void submitGoesToTheWholeIdAndTheRestToItsApplication(String id, String application) {
    EndpointId endpoint = new EndpointId(id);
    QueueTicket ticket = ticket(endpoint, Optional.empty());
    assertThat(urls.submit(endpoint)).hasToString("https://queue.fal.run/" + id);
    String request = "https://queue.fal.run/" + application + "/requests/r-1";
    assertThat(urls.status(ticket)).hasToString(request + "/status");
    assertThat(urls.stream(ticket)).hasToString(request + "/status/stream");
    assertThat(urls.result(ticket)).hasToString(request);
    assertThat(urls.cancel(ticket)).hasToString(request + "/cancel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://queue.fal.run/x",
        "https://queue.fal.run:444/x",
        "https://queue.fal.run.evil.example/x",
        "https://queue.fal.run@evil.example/x",
        "https://queue.fal.run/x?key=1",
        "/x",
        "not a url"
      })
  void urlThatLeadsElsewhereIsRebuilt(String url) {
    QueueTicket ticket = ticket(new EndpointId("a/b"), Optional.of(url));
    assertThat(urls.status(ticket)).hasToString("https://queue.fal.run/a/b/requests/r-1/status");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one", "a//b", "/a", "a/"})
  void refusesWhatIsNoEndpoint(String id) {
    assertThatThrownBy(() -> new EndpointId(id)).isInstanceOf(IllegalArgumentException.class);
  }

  private static QueueTicket ticket(EndpointId endpoint, Optional<String> url) {
    return new QueueTicket(endpoint, "r-1", 1, url, url, url);
  }
}
