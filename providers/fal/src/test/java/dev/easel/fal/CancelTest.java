package dev.easel.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.spi.CancelReply;
import dev.easel.spi.Handle;
import dev.easel.spi.ProviderException;
import dev.easel.testkit.Script;
import dev.easel.testkit.TestCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CancelTest {
  private static final Handle HANDLE =
      new Handle(
          "{\"endpoint\": \"fal-ai/gpt-image-1/text-to-image\", \"request_id\": \"r-1\"}", "r-1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          202|{"status": "CANCELLATION_REQUESTED"}|REQUESTED
          400|{"status": "ALREADY_COMPLETED"}|ALREADY_OVER
          404|{"status": "NOT_FOUND"}|UNKNOWN_JOB
          200|{"success": true}|REQUESTED
          404|<html>|UNKNOWN_JOB
          """)
  void everyFormOfTheAnswerIsUnderstood(int status, String body, CancelReply reply)
      throws Exception {
    try (FakeFal fal = new FakeFal(Script.json(status, body))) {
      assertThat(fal.provider().cancel(HANDLE, TestCall.ample())).isEqualTo(reply);
      assertThat(fal.paths("PUT")).containsExactly("/fal-ai/gpt-image-1/requests/r-1/cancel");
    }
  }

  @Test
  void answerThatSaysNothingIsAFailure() throws Exception {
    try (FakeFal fal = new FakeFal(Script.json(401, "{\"detail\": \"who?\"}"))) {
      assertThatThrownBy(() -> fal.provider().cancel(HANDLE, TestCall.ample()))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("401");
    }
  }
}
