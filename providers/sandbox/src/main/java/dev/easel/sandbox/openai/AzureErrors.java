package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import dev.easel.sandbox.seller.PromptWord;
import dev.easel.sandbox.web.Reply;
import java.util.Optional;

/** Azure's errors: of OpenAI's four members only those that have a value, sometimes two alone. */
final class AzureErrors {

  private static final String SUPPORT =
      " Your request was rejected as a result of our safety system. If you believe this is an"
          + " error, contact us at Azure support ticket and include the request ID.";
  private static final String FILTERED =
      "Your task failed as a result of our safety system. The content filter has been triggered.";

  private AzureErrors() {}

  static ApiError bare(int status, String code, String message) {
    return new ApiError(status, "", code, null, message);
  }

  static ApiError noResource() {
    return bare(404, "404", "Resource not found");
  }

  static ApiError noDeployment() {
    return bare(
        404,
        "DeploymentNotFound",
        "The API deployment for this resource does not exist. If you created the deployment within"
            + " the last 5 minutes, please wait a moment and try again.");
  }

  static ApiError wrongKey() {
    return bare(
        401,
        "401",
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide"
            + " a valid key for an active subscription and use a correct regional API endpoint for"
            + " your resource.");
  }

  /** The error that a prompt asks for: in Azure's words, or in OpenAI's. */
  static Optional<Trouble> trouble(String prompt, String requestId) {
    Optional<Trouble> own =
        PromptWord.in(prompt).stream().flatMap(word -> of(word.name()).stream()).findFirst();
    return own.isPresent() ? own : Trouble.in(prompt, requestId);
  }

  private static Optional<Trouble> of(String word) {
    return switch (word) {
      case "forbidden" ->
          early(
              bare(
                  403,
                  "Forbidden",
                  "The resource has been temporarily blocked because we detected behavior that may"
                      + " violate our content policy."));
      case "content_filter" -> early(bare(400, "contentFilter", FILTERED));
      case "content_policy_violation" -> early(bare(400, word, FILTERED));
      default -> Optional.empty();
    };
  }

  private static Optional<Trouble> early(ApiError error) {
    return Optional.of(new Trouble(error, false));
  }

  static Reply reply(ApiError error) {
    String code = error.code() == null ? "" : error.code();
    return switch (code) {
      case "contentFilter" -> filtered(error, "innererror");
      case "content_policy_violation" -> filtered(error, "inner_error");
      case "rate_limit_exceeded" -> limited(Long.toString(error.retryAfterSeconds().orElse(0)));
      case "moderation_blocked" -> body(error, error.message() + SUPPORT);
      default -> body(error, error.message());
    };
  }

  private static Reply limited(String seconds) {
    String message =
        "Requests to the ImageGenerations_Create Operation under Azure OpenAI API have exceeded"
            + " call rate limit of your current OpenAI S0 pricing tier. Please retry after "
            + seconds
            + " seconds.";
    return body(bare(429, "429", message), message).with("retry-after", seconds);
  }

  private static Reply body(ApiError error, String message) {
    StructBuilder body =
        Json.struct()
            .put("code", error.code() == null ? Integer.toString(error.status()) : error.code())
            .put("message", message);
    if (!error.type().isEmpty()) {
      body.put("type", error.type());
    }
    Optional.ofNullable(error.param()).ifPresent(param -> body.put("param", param));
    Optional.ofNullable(error.moderation())
        .ifPresent(found -> body.put("moderation_details", found));
    return Reply.json(error.status(), Json.struct().put("error", body.build()).build());
  }

  /** The prompt's filter tells what it found, in a member that is spelt in two ways. */
  private static Reply filtered(ApiError error, String inner) {
    Json.Struct found = Json.struct().put("filtered", true).put("severity", "medium").build();
    Json.Struct safe = Json.struct().put("filtered", false).put("severity", "safe").build();
    Json.Struct results =
        Json.struct()
            .put("hate", safe)
            .put("self_harm", safe)
            .put("sexual", found)
            .put("violence", safe)
            .build();
    Json.Struct details =
        Json.struct()
            .put("code", "ResponsibleAIPolicyViolation")
            .put("content_filter_results", results)
            .put("revised_prompt", "")
            .build();
    Json.Struct body =
        Json.struct()
            .put("code", error.code())
            .put("message", error.message())
            .put("status", error.status())
            .put(inner, details)
            .build();
    return Reply.json(error.status(), Json.struct().put("error", body).build());
  }
}
