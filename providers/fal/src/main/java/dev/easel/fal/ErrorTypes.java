package dev.easel.fal;

import dev.easel.spi.Fault;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What fal's error types mean. Those of models are listed at fal.ai/docs under errors, those of
 * fal's own machines under request errors; anything else is judged by its status.
 */
final class ErrorTypes {
  /** A type's usual status, and its meaning. */
  record Meaning(int status, Fault fault) {}

  private static final Map<String, Meaning> MEANINGS = meanings();

  private ErrorTypes() {}

  static Optional<Meaning> find(String type) {
    return Optional.ofNullable(MEANINGS.get(type));
  }

  /** What a status means when the type says nothing. */
  static Fault byStatus(int status) {
    return switch (status) {
      case 400, 405, 409, 413, 415, 422 -> Fault.REQUEST_REJECTED;
      case 401 -> Fault.KEY_REJECTED;
      case 402 -> Fault.ACCOUNT_EXHAUSTED;
      case 403 -> Fault.MODEL_FORBIDDEN;
      case 404, 410 -> Fault.MODEL_UNKNOWN;
      case 408, 504 -> Fault.TIMED_OUT;
      case 429 -> Fault.RATE_LIMITED;
      case 499 -> Fault.CANCELLED;
      default -> status >= 500 ? Fault.UNAVAILABLE : Fault.RESPONSE_INVALID;
    };
  }

  private static Map<String, Meaning> meanings() {
    Map<String, Meaning> map = new HashMap<>();
    put(map, 422, Fault.CONTENT_BLOCKED_INPUT, "content_policy_violation");
    put(map, 422, Fault.EMPTY_RESULT, "no_media_generated");
    put(
        map,
        422,
        Fault.SOURCE_INVALID,
        "image_too_small",
        "image_too_large",
        "image_load_error",
        "file_download_error",
        "face_detection_error",
        "file_too_large",
        "unsupported_image_format");
    put(map, 422, Fault.REQUEST_REJECTED, "feature_not_supported", "one_of");
    put(map, 400, Fault.REQUEST_REJECTED, "bad_request");
    put(map, 400, Fault.UNAVAILABLE, "downstream_service_error");
    put(
        map,
        500,
        Fault.UNAVAILABLE,
        "internal_server_error",
        "downstream_service_unavailable",
        "runner_server_error",
        "internal_error");
    put(map, 502, Fault.UNAVAILABLE, "runner_incomplete_response");
    put(
        map,
        503,
        Fault.UNAVAILABLE,
        "runner_scheduling_failure",
        "runner_connection_timeout",
        "runner_disconnected",
        "runner_connection_refused",
        "runner_connection_error");
    put(map, 504, Fault.TIMED_OUT, "generation_timeout", "request_timeout", "startup_timeout");
    put(map, 499, Fault.CANCELLED, "client_cancelled", "client_disconnected");
    put(map, 429, Fault.RATE_LIMITED, "concurrent_requests_limit");
    return Map.copyOf(map);
  }

  private static void put(Map<String, Meaning> map, int status, Fault fault, String... types) {
    for (String type : types) {
      map.put(type, new Meaning(status, fault));
    }
  }
}
