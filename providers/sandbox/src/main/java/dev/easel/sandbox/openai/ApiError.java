package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import dev.easel.sandbox.web.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's error body. All four members are always there.
 *
 * @param status the HTTP status
 * @param type the family of the error
 * @param code what programs go by; null if there is none
 * @param param the parameter at fault; null if there is none
 * @param message for people
 * @param moderation what the safety checks found; null if they did not
 * @param retryAfterMillis when another try makes sense; absent if nothing is said of it
 */
record ApiError(
    int status,
    String type,
    @Nullable String code,
    @Nullable String param,
    String message,
    Json.@Nullable Struct moderation,
    OptionalLong retryAfterMillis) {

  private static final String REQUEST = "invalid_request_error";
  private static final String USER = "image_generation_user_error";

  ApiError(int status, String type, @Nullable String code, @Nullable String param, String message) {
    this(status, type, code, param, message, null, OptionalLong.empty());
  }

  /** A request that is not in order. */
  static ApiError request(String code, @Nullable String param, String message) {
    return new ApiError(400, REQUEST, code, param, message);
  }

  /** A request that cannot be understood at all. */
  static ApiError unreadable(int status, String message) {
    return new ApiError(status, REQUEST, null, null, message);
  }

  /** A request that the model will not work on. */
  static ApiError user(String code, @Nullable String param, String message) {
    return new ApiError(400, USER, code, param, message);
  }

  /** Too many images in a minute. */
  static ApiError limited(long seconds) {
    String message =
        "Rate limit reached on input-images per min: Limit 5, Used 5, Requested 1. Please try again"
            + " in "
            + seconds
            + "s.";
    return limited(message, Duration.ofSeconds(seconds));
  }

  /** Too much in a minute, and when there will be room again. */
  static ApiError limited(String message, Duration pause) {
    return new ApiError(
        429,
        "input-images",
        "rate_limit_exceeded",
        null,
        message,
        null,
        OptionalLong.of(pause.toMillis()));
  }

  /** In whole seconds, rounded up, as headers have it. */
  OptionalLong retryAfterSeconds() {
    return retryAfterMillis.isPresent()
        ? OptionalLong.of(Math.ceilDiv(retryAfterMillis.getAsLong(), 1000))
        : OptionalLong.empty();
  }

  /** A model that is not there, or no longer. */
  static ApiError noModel(String model) {
    return new ApiError(
        404,
        REQUEST,
        "model_not_found",
        null,
        "The model '" + model + "' does not exist or you do not have access to it.");
  }

  /** The error alone, as events carry it. */
  Json.Struct json() {
    StructBuilder error =
        Json.struct()
            .put("message", message)
            .put("type", type)
            .put("param", param)
            .put("code", code);
    Optional.ofNullable(moderation).ifPresent(found -> error.put("moderation_details", found));
    return error.build();
  }

  Reply reply() {
    return Reply.json(status, Json.struct().put("error", json()).build());
  }
}
