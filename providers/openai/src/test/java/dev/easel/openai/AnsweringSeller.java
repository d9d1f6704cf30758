package dev.easel.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;

/** A seller that answers one request with a document. */
record AnsweringSeller(RecordingSink sink) {
  static final String IMAGE = "{\"b64_json\": \"" + Pixel.base64() + "\"}";
  static final String USAGE =
      """
      {"total_tokens": 1070, "input_tokens": 14, "output_tokens": 1056,
       "input_tokens_details": {"text_tokens": 10, "image_tokens": 4},
       "output_tokens_details": {"text_tokens": 6, "image_tokens": 1050}}
      """;

  Outcome submit(int count, String body) throws Exception {
    try (FakeSeller seller = new FakeSeller(Script.json(200, body))) {
      return seller.submit(FakeSeller.work(count), sink);
    }
  }

  ProviderFailure failure(int count, String body) throws Exception {
    try (FakeSeller seller = new FakeSeller(Script.json(200, body))) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class, () -> seller.submit(FakeSeller.work(count), sink));
      assertThat(seller.requests()).hasSize(1);
      return failure.failure();
    }
  }
}
