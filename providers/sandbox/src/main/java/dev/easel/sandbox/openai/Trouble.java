package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.seller.PromptWord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An error that a prompt asks for by its code, as in {@code sandbox:moderation_blocked}.
 *
 * @param error what is answered
 * @param late whether that takes as long as an image would
 */
record Trouble(ApiError error, boolean late) {

  private static final String GENERATION_USER = "image_generation_user_error";
  private static final int USUAL_PAUSE = 12;

  static Optional<Trouble> in(String prompt, String requestId) {
    return PromptWord.in(prompt).stream().flatMap(word -> of(word, requestId).stream()).findFirst();
  }

  private static Optional<Trouble> of(PromptWord word, String requestId) {
    return switch (word.name()) {
      case "moderation_blocked" -> moderation(word.value(), requestId);
      case "billing_hard_limit_reached" ->
          early(400, GENERATION_USER, word.name(), "Billing hard limit has been reached.");
      case "insufficient_quota", "credit_balance_exhausted" ->
          early(
              429,
              "insufficient_quota",
              word.name(),
              "You exceeded your current quota, please check your plan and billing details.");
      case "rate_limit_exceeded" ->
          Optional.of(new Trouble(ApiError.limited(seconds(word)), false));
      case "organization_unverified" ->
          Optional.of(
              new Trouble(
                  ApiError.unreadable(403, "Your organization must be verified to use the model."),
                  false));
      case "server_error" ->
          Optional.of(
              new Trouble(
                  new ApiError(
                      500,
                      "server_error",
                      null,
                      null,
                      "The server had an error while processing your request. Sorry about that!"),
                  false));
      case "server_is_overloaded", "slow_down" ->
          early(
              503,
              "service_unavailable_error",
              word.name(),
              "Our servers are currently overloaded. Please try again later.");
      case "image_generation_failed" ->
          Optional.of(
              new Trouble(
                  new ApiError(
                      500,
                      "image_generation_server_error",
                      word.name(),
                      null,
                      "Image generation failed"),
                  true));
      default -> Optional.empty();
    };
  }

  /** {@code rate_limit_exceeded=1} may be tried again after a second. */
  private static int seconds(PromptWord word) {
    return word.value().matches("[0-9]{1,3}") ? Integer.parseInt(word.value()) : USUAL_PAUSE;
  }

  private static Optional<Trouble> early(int status, String type, String code, String message) {
    return Optional.of(new Trouble(new ApiError(status, type, code, null, message), false));
  }

  /** {@code moderation_blocked=output} is found only when the image is there. */
  private static Optional<Trouble> moderation(String stage, String requestId) {
    boolean late = stage.equals("output");
    Json.Struct details =
        Json.struct()
            .put("moderation_stage", late ? "output" : "input")
            .put("categories", Json.array(List.of(new Json.Text("sexual"))))
            .build();
    return Optional.of(
        new Trouble(
            new ApiError(
                400,
                GENERATION_USER,
                "moderation_blocked",
                null,
                "Blocked by safety checks, request " + requestId + ", safety_violations=[sexual].",
                details,
                OptionalLong.empty()),
            late));
  }
}
