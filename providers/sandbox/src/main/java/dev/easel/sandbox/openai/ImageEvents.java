package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a task that streams: partial images while time passes, then each image complete.
 * Ends by closing, without a word that says so.
 */
final class ImageEvents {

  private final Wait wait;
  private final Duration latency;
  private final Studio studio;
  private final ImageTask task;
  private final Drawings drawings;

  ImageEvents(Wait wait, Duration latency, Studio studio, Drawings drawings) {
    this.wait = wait;
    this.latency = latency;
    this.studio = studio;
    this.task = drawings.task();
    this.drawings = drawings;
  }

  /** Sends all events; with a failure, that one in the place of the complete images. */
  void send(
      Exchange exchange, Map<String, String> headers, Instant begun, Optional<ApiError> failure)
      throws IOException, InterruptedException {
    Exchange.Stream out = exchange.stream("text/event-stream; charset=utf-8", headers);
    // The head goes out at once, as the seller's does.
    out.send(new byte[0], false);
    for (int ordinal = 0; ordinal < task.partials(); ordinal++) {
      Duration share = latency.multipliedBy(ordinal + 1).dividedBy(task.partials() + 1);
      Instant now = wait.until(begun.plus(share));
      for (int index = 0; index < task.count(); index++) {
        StructBuilder rest = resolved(now).put("partial_image_index", ordinal);
        byte[] file = exchange.image(studio.file(drawings.partial(index, ordinal)));
        image("partial_image", file, rest, out);
      }
    }
    Instant now = wait.until(begun.plus(latency));
    if (failure.isPresent()) {
      error(failure.get(), out);
      return;
    }
    for (int index = 0; index < task.count(); index++) {
      StructBuilder rest = resolved(now).put("usage", Usage.of(task, 1).json());
      image("completed", exchange.image(studio.file(drawings.finished(index))), rest, out);
    }
    out.send(new byte[0], true);
  }

  private StructBuilder resolved(Instant now) {
    return Json.struct()
        .put("created_at", now.getEpochSecond())
        .put("size", task.size().text())
        .put("quality", task.quality())
        .put("background", task.background())
        .put("output_format", task.format());
  }

  private void image(String word, byte[] file, StructBuilder rest, Exchange.Stream out)
      throws IOException {
    String type = task.operation().events() + "." + word;
    out.send(text("event: " + type + "\ndata: {\"type\":\"" + type + "\","), false);
    Base64Member.send(file, out);
    String members = new String(rest.build().bytes(), StandardCharsets.UTF_8);
    out.send(text("," + members.substring(1) + "\n\n"), false);
  }

  private static void error(ApiError error, Exchange.Stream out) throws IOException {
    Json.Struct data = Json.struct().put("type", "error").put("error", error.json()).build();
    out.send(text("event: error\ndata: "), false);
    out.send(data.bytes(), false);
    out.send(text("\n\n"), true);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
