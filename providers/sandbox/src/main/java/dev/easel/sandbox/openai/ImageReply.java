package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** The answer to a task that does not stream: one object with all images. */
final class ImageReply {

  private final Studio studio;
  private final ImageTask task;
  private final Drawings drawings;

  ImageReply(Studio studio, Drawings drawings) {
    this.studio = studio;
    this.task = drawings.task();
    this.drawings = drawings;
  }

  void send(Exchange exchange, Map<String, String> headers, Instant now)
      throws IOException, InterruptedException {
    // Drawn before the answer begins, so that a client sees no pause inside it.
    byte[] file = studio.file(drawings.finished(0));
    Exchange.Stream out = exchange.stream("application/json", headers);
    Json.Struct head =
        Json.struct()
            .put("created", now.getEpochSecond())
            .put("background", task.background())
            .put("output_format", task.format())
            .put("size", task.size().text())
            .put("quality", task.quality())
            .build();
    out.send(open(head), false);
    out.send(ascii(",\"data\":["), false);
    for (int index = 0; index < task.count(); index++) {
      out.send(ascii(index == 0 ? "{" : ",{"), false);
      byte[] image = index == 0 ? file : studio.file(drawings.finished(index));
      Base64Member.send(exchange.image(image), out);
      out.send(ascii("}"), false);
    }
    out.send(ascii("],\"usage\":"), false);
    out.send(Usage.of(task, task.count()).json().bytes(), false);
    out.send(ascii("}"), true);
  }

  /** An object without its last brace. */
  private static byte[] open(Json.Struct struct) {
    String text = new String(struct.bytes(), StandardCharsets.UTF_8);
    return text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
