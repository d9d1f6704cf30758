package dev.easel.sandbox.fal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointIdTest {

  @ParameterizedTest
  @CsvSource({
    "fal-ai/gpt-image-1/text-to-image, fal-ai/gpt-image-1, /text-to-image",
    "fal-ai/gpt-image-1/edit-image/byok, fal-ai/gpt-image-1, /edit-image/byok",
    "fal-ai/gpt-image-1-mini, fal-ai/gpt-image-1-mini, /",
    "fal-ai/gpt-image-1.5/edit, fal-ai/gpt-image-1.5, /edit",
    "openai/gpt-image-2.5/flare/edit, openai/gpt-image-2.5, /flare/edit",
    "workflows/acme/story/v2, workflows/acme/story, /v2",
    "comfy/acme/story, comfy/acme/story, /"
  })
  void shortFormIsOwnerAndAlias(String id, String shortForm, String path) {
    EndpointId parsed = EndpointId.parse(id).orElseThrow();

    assertThat(parsed.full()).isEqualTo(id);
    assertThat(parsed.shortForm()).isEqualTo(shortForm);
    assertThat(parsed.path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fal-ai", "workflows/acme", "fal-ai//x", "/fal-ai/x"})
  void withoutOwnerAndAliasItIsNoId(String id) {
    assertThat(EndpointId.parse(id)).isEmpty();
  }
}
