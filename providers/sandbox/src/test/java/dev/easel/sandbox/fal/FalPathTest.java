package dev.easel.sandbox.fal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FalPathTest {

  @ParameterizedTest
  @CsvSource({
    "fal-ai/gpt-image-1/requests/7, fal-ai/gpt-image-1, RESULT",
    "fal-ai/gpt-image-1/requests/7/response, fal-ai/gpt-image-1, RESULT",
    "fal-ai/gpt-image-1/requests/7/status, fal-ai/gpt-image-1, STATUS",
    "fal-ai/gpt-image-1/requests/7/status/stream, fal-ai/gpt-image-1, STREAM",
    "fal-ai/gpt-image-1/requests/7/cancel, fal-ai/gpt-image-1, CANCEL",
    "fal-ai/gpt-image-1/text-to-image/requests/7/cancel, fal-ai/gpt-image-1/text-to-image, CANCEL",
    "workflows/acme/story/requests/7/status, workflows/acme/story, STATUS"
  })
  void requestsAreFollowedUnderTheirApp(String path, String app, FalPath.Action action) {
    assertThat(FalPath.parse(segments(path)))
        .contains(new FalPath.Queued(EndpointId.parse(app).orElseThrow(), "7", action));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fal-ai/gpt-image-1/text-to-image", "a/b", "a/b/requests"})
  void everythingElseIsAPlaceToSubmitTo(String path) {
    assertThat(FalPath.parse(segments(path)))
        .contains(new FalPath.Submit(EndpointId.parse(path).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "requests/7",
        "a/requests/7",
        "a/b/requests/7/other",
        "a/b/requests/7/status/x"
      })
  void somePathsMeanNothing(String path) {
    assertThat(FalPath.parse(segments(path))).isEmpty();
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }
}
