package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import dev.easel.sandbox.web.Reply;
import java.util.Optional;
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
 */
record ApiError(
    int status,
    String type,
    @Nullable String code,
    @Nullable String param,
    String message,
    Json.@Nullable Struct moderation) {

  private static final String REQUEST = "invalid_request_error";
  private static final String USER = "image_generation_user_error";

  ApiError(int status, String type, @Nullable String code, @Nullable String param, String message) {
    this(status, type, code, param, message, null);
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
