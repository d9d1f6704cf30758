package dev.easel.openai;

import dev.easel.spi.Fault;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What error codes and types mean: OpenAI's (guide on error codes, specification), Azure's and
 * Lumenfall's, which are in capitals. Anything else is judged by its status.
 */
final class ErrorCodes {
  /** Words for work that was begun, whatever the status beside them. */
  private static final Set<String> OF_WORK =
      Set.of(
          "server_error",
          "image_generation_failed",
          "image_generation_server_error",
          "all_providers_exhausted",
          "upstream_error");

  private static final Map<String, Fault> CODES = codes();
  private static final Map<String, Fault> TYPES = types();

  private ErrorCodes() {}

  static Optional<Fault> find(String code) {
    return Optional.ofNullable(CODES.get(code.toLowerCase(Locale.ROOT)));
  }

  static Optional<Fault> findType(String type) {
    return Optional.ofNullable(TYPES.get(type.toLowerCase(Locale.ROOT)));
  }

  /** Whether its code, or its type, is one of these. */
  static boolean isKnown(ErrorBody body) {
    return body.code().flatMap(ErrorCodes::find).isPresent()
        || body.type().flatMap(ErrorCodes::findType).isPresent();
  }

  /** Whether it says that the work failed, rather than that it was refused. */
  static boolean tellsOfWork(ErrorBody body) {
    return body.code()
        .filter(code -> find(code).isPresent())
        .or(body::type)
        .filter(word -> OF_WORK.contains(word.toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  /** What a status means when neither code nor type says anything. */
  static Fault byStatus(int status) {
    return switch (status) {
      case 400, 405, 409, 411, 413, 415, 422 -> Fault.REQUEST_REJECTED;
      case 401 -> Fault.KEY_REJECTED;
      case 402 -> Fault.ACCOUNT_EXHAUSTED;
      case 403 -> Fault.MODEL_FORBIDDEN;
      case 404, 410 -> Fault.MODEL_UNKNOWN;
      case 408, 504 -> Fault.TIMED_OUT;
      case 429 -> Fault.RATE_LIMITED;
      default -> status >= 500 ? Fault.UNAVAILABLE : Fault.RESPONSE_INVALID;
    };
  }

  private static Map<String, Fault> codes() {
    Map<String, Fault> map = new HashMap<>();
    put(
        map,
        Fault.CONTENT_BLOCKED_INPUT,
        "moderation_blocked",
        "content_policy_violation",
        "image_content_policy_violation",
        "contentfilter",
        "content_filter",
        "responsibleaipolicyviolation");
    put(
        map,
        Fault.ACCOUNT_EXHAUSTED,
        "billing_hard_limit_reached",
        "billing_not_active",
        "insufficient_quota",
        "insufficient_balance",
        "credit_balance_exhausted",
        "organization_spend_limit_exceeded",
        "project_spend_limit_exceeded");
    put(
        map,
        Fault.SOURCE_INVALID,
        "invalid_image",
        "invalid_image_file",
        "invalid_image_format",
        "invalid_image_mode",
        "invalid_image_url",
        "invalid_base64_image",
        "image_too_large",
        "image_too_small",
        "image_file_too_large",
        "image_parse_error",
        "empty_image_file",
        "unsupported_image_media_type");
    put(map, Fault.SOURCE_UNREACHABLE, "failed_to_download_image", "image_file_not_found");
    put(
        map,
        Fault.KEY_REJECTED,
        "invalid_api_key",
        "account_deactivated",
        "authentication_failed",
        "invalid_authentication");
    put(map, Fault.MODEL_FORBIDDEN, "unsupported_country_region_territory");
    put(map, Fault.MODEL_UNKNOWN, "model_not_found", "model_disabled", "deploymentnotfound");
    put(map, Fault.RATE_LIMITED, "rate_limit_exceeded", "rate_limited", "too_many_requests");
    put(
        map,
        Fault.REQUEST_REJECTED,
        "invalid_request",
        "invalid_request_error",
        "invalid_type",
        "invalid_value",
        "invalid_input_fidelity_model",
        "invalid_png_output_compression",
        "missing_required_parameter",
        "unknown_parameter",
        "string_above_max_length",
        "integer_above_max_value",
        "integer_below_min_value");
    put(
        map,
        Fault.UNAVAILABLE,
        "server_is_overloaded",
        "slow_down",
        "server_error",
        "image_generation_failed",
        "all_providers_exhausted",
        "upstream_error",
        // What Azure says of a path or an api-version that it does not know.
        "404");
    return Map.copyOf(map);
  }

  private static Map<String, Fault> types() {
    Map<String, Fault> map = new HashMap<>();
    put(map, Fault.ACCOUNT_EXHAUSTED, "insufficient_quota", "billing_error");
    put(map, Fault.RATE_LIMITED, "requests", "tokens", "input-images", "rate_limit_error");
    put(map, Fault.KEY_REJECTED, "authentication_error");
    put(map, Fault.MODEL_FORBIDDEN, "permission_error");
    put(map, Fault.REQUEST_REJECTED, "image_generation_user_error");
    put(map, Fault.UNAVAILABLE, "service_unavailable_error", "image_generation_server_error");
    return Map.copyOf(map);
  }

  private static void put(Map<String, Fault> map, Fault fault, String... words) {
    for (String word : words) {
      map.put(word, fault);
    }
  }
}
