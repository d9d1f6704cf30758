package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.seller.PromptWord;
import dev.easel.sandbox.web.Reply;
import java.util.Locale;
import java.util.Optional;

/** Lumenfall's errors: codes in capitals, and no parameter is named. */
final class LumenfallErrors {

  private static final String API = "api_error";
  private static final String BILLING = "billing_error";
  private static final String REQUEST = "invalid_request_error";

  private LumenfallErrors() {}

  static ApiError authentication(String message) {
    return new ApiError(401, "authentication_error", "AUTHENTICATION_FAILED", null, message);
  }

  static ApiError request(String message) {
    return new ApiError(400, REQUEST, "INVALID_REQUEST", null, message);
  }

  /** The error that a prompt asks for: in Lumenfall's words, or in OpenAI's. */
  static Optional<Trouble> trouble(String prompt, String requestId) {
    Optional<Trouble> own =
        PromptWord.in(prompt).stream().flatMap(word -> of(word.name()).stream()).findFirst();
    return own.isPresent() ? own : Trouble.in(prompt, requestId);
  }

  private static Optional<Trouble> of(String word) {
    return switch (word) {
      case "insufficient_balance" ->
          early(402, BILLING, word, "Your balance does not suffice for this request.");
      case "content_policy_violation" ->
          early(400, REQUEST, word, "The prompt was rejected by the provider's content policy.");
      case "model_disabled" -> early(404, REQUEST, word, "The model is disabled.");
      case "rate_limited" -> early(429, "rate_limit_error", word, "Too many requests.");
      case "all_providers_exhausted" ->
          early(502, API, word, "Every provider of this model has failed.");
      case "upstream_error" -> early(502, API, word, "The provider answered with an error.");
      default -> Optional.empty();
    };
  }

  private static Optional<Trouble> early(int status, String type, String word, String message) {
    String code = word.toUpperCase(Locale.ROOT);
    return Optional.of(new Trouble(new ApiError(status, type, code, null, message), false));
  }

  static Reply reply(ApiError error) {
    ApiError own = translate(error);
    Json.Struct body =
        Json.struct()
            .put("message", own.message())
            .put("type", own.type())
            .put("code", own.code())
            .build();
    return Reply.json(own.status(), Json.struct().put("error", body).build());
  }

  /** What a provider behind it answered, as Lumenfall passes it on. */
  private static ApiError translate(ApiError error) {
    return switch (error.code() == null ? "" : error.code()) {
      case "model_not_found" -> as(404, error.type(), "MODEL_NOT_FOUND", error);
      case "moderation_blocked" -> as(400, REQUEST, "CONTENT_POLICY_VIOLATION", error);
      case "insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached" ->
          as(402, BILLING, "INSUFFICIENT_BALANCE", error);
      case "rate_limit_exceeded" -> as(429, "rate_limit_error", "RATE_LIMITED", error);
      case "server_is_overloaded", "slow_down" -> as(502, API, "ALL_PROVIDERS_EXHAUSTED", error);
      case "image_generation_failed" -> as(502, API, "UPSTREAM_ERROR", error);
      default -> byStatus(error);
    };
  }

  private static ApiError byStatus(ApiError error) {
    if (error.code() != null && error.code().equals(error.code().toUpperCase(Locale.ROOT))) {
      return error;
    }
    return error.status() < 500
        ? as(error.status(), REQUEST, "INVALID_REQUEST", error)
        : as(error.status(), API, "UPSTREAM_ERROR", error);
  }

  private static ApiError as(int status, String type, String code, ApiError error) {
    return new ApiError(status, type, code, null, error.message());
  }
}
