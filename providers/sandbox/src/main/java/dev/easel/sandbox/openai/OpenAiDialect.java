package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** OpenAI itself. */
final class OpenAiDialect implements Dialect {

  private final Envelope envelope;

  OpenAiDialect(Envelope envelope) {
    this.envelope = envelope;
  }

  @Override
  public void authenticate(Exchange exchange) throws Rejected {
    BearerKey.check(exchange);
  }

  @Override
  public boolean editsByJson() {
    return true;
  }

  @Override
  public ApiError unsupported(String contentType) {
    return ApiError.request(
        "unsupported_content_type",
        null,
        "Unsupported content type: '"
            + Parameters.shown(contentType)
            + "'. This API method only accepts 'multipart/form-data' and 'application/json'"
            + " requests.");
  }

  @Override
  public Translated translate(Exchange exchange, Operation operation, Parameters given)
      throws Rejected {
    return new Translated(given, Delivery.ofBytes(given.text("model").orElse(operation.model())));
  }

  @Override
  public void admit(ImageTask task, Instant now) throws Rejected {
    envelope.limits().take(task, now);
  }

  @Override
  public Optional<Trouble> trouble(String prompt, String requestId) {
    return Trouble.in(prompt, requestId);
  }

  @Override
  public Map<String, String> headers(Drawings drawings, Instant begun) {
    return envelope.headers(drawings.requestId(), begun, drawings.task().count());
  }

  @Override
  public ReplyFrame frame(Drawings drawings, Instant now) {
    return frame(drawings.task(), now);
  }

  /** The frame that says everything about the images and what they cost. */
  static ReplyFrame frame(ImageTask task, Instant now) {
    Json.Struct head =
        Json.struct()
            .put("created", now.getEpochSecond())
            .put("background", task.background())
            .put("output_format", task.format())
            .put("size", task.size().text())
            .put("quality", task.quality())
            .build();
    Json.Struct tail = Json.struct().put("usage", Usage.of(task, task.count()).json()).build();
    return new ReplyFrame(head, Collections.nCopies(task.count(), Json.struct().build()), tail);
  }

  @Override
  public Reply refusal(ApiError error, String requestId, Instant begun) {
    return envelope.seal(error, requestId, begun);
  }
}
