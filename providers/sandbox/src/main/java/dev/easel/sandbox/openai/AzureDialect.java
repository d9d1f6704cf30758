package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Azure OpenAI, where a model is reached by the name of its deployment. */
final class AzureDialect implements Dialect {

  private static final String REQUEST_ID = "apim-request-id";

  private final Models models;
  private final Map<String, String> deployments;

  /** With models by the names of their deployments. */
  AzureDialect(Models models, Map<String, String> deployments) {
    this.models = models;
    this.deployments = Map.copyOf(deployments);
  }

  /** Any key or token but one that says that it is invalid. */
  @Override
  public void authenticate(Exchange exchange) throws Rejected {
    String key = exchange.header("api-key").orElseGet(() -> BearerKey.of(exchange)).strip();
    if (key.isEmpty() || key.startsWith("sk-invalid")) {
      throw new Rejected(AzureErrors.wrongKey());
    }
  }

  @Override
  public boolean editsByJson() {
    return false;
  }

  @Override
  public ApiError unsupported(String contentType) {
    return ApiError.request(
        "unsupported_content_type", null, "Edits are sent as multipart/form-data.");
  }

  @Override
  public Translated translate(Exchange exchange, Operation operation, Parameters given)
      throws Rejected {
    Optional<String> named =
        AzurePath.parse(exchange.path(), exchange.query("api-version"))
            .flatMap(AzurePath::deployment);
    String deployment = named.isPresent() ? named.get() : given.text("model").orElse("");
    String model = model(deployment);
    Parameters words = given.with("model", new Json.Text(model));
    if (given.value("quality").isEmpty()) {
      String quality = model.equals("gpt-image-1-mini") ? "medium" : "high";
      words = words.with("quality", new Json.Text(quality));
    }
    return new Translated(words, Delivery.ofBytes(deployment));
  }

  /** A deployment that was not told of is one of the model with its name. */
  private String model(String deployment) throws Rejected {
    String model = deployments.getOrDefault(deployment, deployment);
    if (models.find(model).isEmpty()) {
      throw new Rejected(AzureErrors.noDeployment());
    }
    return model;
  }

  /** Without limits. */
  @Override
  public void admit(ImageTask task, Instant now) {}

  @Override
  public Optional<Trouble> trouble(String prompt, String requestId) {
    return AzureErrors.trouble(prompt, requestId);
  }

  @Override
  public Map<String, String> headers(Drawings drawings, Instant begun) {
    return Map.of(
        REQUEST_ID,
        drawings.requestId(),
        Envelope.REQUEST_ID,
        drawings.requestId(),
        "x-ms-region",
        "Sandbox");
  }

  @Override
  public ReplyFrame frame(Drawings drawings, Instant now) {
    return OpenAiDialect.frame(drawings.task(), now);
  }

  @Override
  public Reply refusal(ApiError error, String requestId, Instant begun) {
    return AzureErrors.reply(error)
        .with(REQUEST_ID, requestId)
        .with(Envelope.REQUEST_ID, requestId);
  }
}
