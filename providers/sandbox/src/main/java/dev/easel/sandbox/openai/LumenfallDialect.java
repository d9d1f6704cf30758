package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lumenfall, which has others draw: links unless told otherwise, and what was paid to whom. */
final class LumenfallDialect implements Dialect {

  private static final String REQUEST_ID = "X-Lumenfall-Request-Id";

  private final MediaShelf media;

  LumenfallDialect(MediaShelf media) {
    this.media = media;
  }

  /** Any key but one that is OpenAI's or says that it is invalid. */
  @Override
  public void authenticate(Exchange exchange) throws Rejected {
    String key = BearerKey.of(exchange);
    boolean halved = key.startsWith("lmnfl_") && key.indexOf('.') < 0;
    if (key.isEmpty() || key.startsWith("sk-") || key.startsWith("lmnfl_invalid") || halved) {
      throw new Rejected(
          LumenfallErrors.authentication(
              "Expected Authorization: Bearer lmnfl_<key_id>.<secret> with a valid key."));
    }
  }

  @Override
  public boolean editsByJson() {
    return false;
  }

  @Override
  public ApiError unsupported(String contentType) {
    return LumenfallErrors.request("Edits are sent as multipart/form-data.");
  }

  @Override
  public Translated translate(Exchange exchange, Operation operation, Parameters given)
      throws Rejected {
    Parameters words = LumenfallWords.translate(operation, given);
    Optional<String> links =
        LumenfallWords.linked(given)
            ? Optional.of(exchange.base() + "/lumenfall/media")
            : Optional.empty();
    return new Translated(words, new Delivery(given.text("model").orElseThrow(), links));
  }

  /** Without limits. */
  @Override
  public void admit(ImageTask task, Instant now) {}

  @Override
  public Optional<Trouble> trouble(String prompt, String requestId) {
    return LumenfallErrors.trouble(prompt, requestId);
  }

  @Override
  public Map<String, String> headers(Drawings drawings, Instant begun) {
    Execution execution = Execution.of(drawings.task());
    return Map.of(
        REQUEST_ID,
        drawings.requestId(),
        "X-Lumenfall-Provider",
        execution.provider(),
        "X-Lumenfall-Model",
        drawings.task().model().ids().getFirst());
  }

  @Override
  public ReplyFrame frame(Drawings drawings, Instant now) {
    ImageTask task = drawings.task();
    if (task.delivery().linked()) {
      media.put(drawings);
    }
    List<Json.Struct> items =
        IntStream.range(0, task.count()).mapToObj(index -> item(drawings, index)).toList();
    return new ReplyFrame(
        Json.struct().put("created", now.getEpochSecond()).build(),
        items,
        Json.struct()
            .put("size", task.size().text())
            .put("metadata", Execution.of(task).metadata(task))
            .build());
  }

  private static Json.Struct item(Drawings drawings, int index) {
    StructBuilder item = Json.struct();
    drawings
        .task()
        .delivery()
        .links()
        .ifPresent(base -> item.put("url", base + MediaShelf.path(drawings, index)));
    return item.put("revised_prompt", new Json.Null())
        .put("size", drawings.task().size().text())
        .build();
  }

  @Override
  public Reply refusal(ApiError error, String requestId, Instant begun) {
    return LumenfallErrors.reply(error).with(REQUEST_ID, requestId);
  }
}
