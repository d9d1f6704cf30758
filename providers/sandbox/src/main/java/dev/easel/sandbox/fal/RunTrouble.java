package dev.easel.sandbox.fal;

import dev.easel.sandbox.seller.PromptWord;
import dev.easel.sandbox.web.Reply;
import java.util.Optional;

/** Failures that a prompt asks for by their type, as in {@code sandbox:no_media_generated}. */
final class RunTrouble {

  /** The type of a request that its sender gave too little time to be started. */
  static final String NOT_STARTED = "request_timeout";

  private RunTrouble() {}

  /** How the run is to end. */
  static Optional<Progress.Ending.Failed> run(String prompt) {
    return PromptWord.in(prompt).stream()
        .flatMap(word -> run(word.name(), word.name().replace('_', ' ')).stream())
        .findFirst();
  }

  private static Optional<Progress.Ending.Failed> run(String type, String words) {
    return switch (type) {
      case "content_policy_violation" ->
          model(422, type, "The content could not be processed: flagged by the safety check");
      case "no_media_generated", "image_load_error", "file_download_error", "image_too_small" ->
          model(422, type, "The model said: " + words);
      case "downstream_service_error" -> model(400, type, "Downstream service error");
      case "internal_server_error", "downstream_service_unavailable" ->
          model(500, type, "The model said: " + words);
      case "generation_timeout" -> model(504, type, "Generation timeout");
      case "runner_disconnected", "runner_connection_timeout", "runner_scheduling_failure" ->
          machinery(503, type, words);
      case "runner_incomplete_response" -> machinery(502, type, words);
      case "runner_server_error", "internal_error" -> machinery(500, type, words);
      case "startup_timeout" -> machinery(504, type, words);
      default -> Optional.empty();
    };
  }

  /** What the submit is to be refused with. */
  static Optional<Reply> submit(String prompt) {
    return PromptWord.in(prompt).stream()
        .flatMap(word -> submitted(word.name()).stream())
        .findFirst();
  }

  private static Optional<Reply> submitted(String name) {
    return switch (name) {
      case "exhausted_balance" ->
          Optional.of(
              FalErrors.detail(
                  403, "User is locked. Reason: Exhausted balance. Top up your balance."));
      case "concurrent_requests_limit" ->
          Optional.of(
              FalErrors.request(429, name, "Too many concurrent requests")
                  .with("X-Fal-Needs-Retry", "1"));
      default -> Optional.empty();
    };
  }

  private static Optional<Progress.Ending.Failed> model(int status, String type, String message) {
    return Optional.of(new Progress.Ending.Failed(status, type, message, true));
  }

  private static Optional<Progress.Ending.Failed> machinery(
      int status, String type, String message) {
    return Optional.of(new Progress.Ending.Failed(status, type, message));
  }
}
