package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The answer to a task that does not stream: one object with all images. */
final class ImageReply {

  private final Studio studio;
  private final Drawings drawings;
  private final boolean linked;

  ImageReply(Studio studio, Drawings drawings) {
    this.studio = studio;
    this.drawings = drawings;
    this.linked = drawings.task().delivery().linked();
  }

  void send(Exchange exchange, Map<String, String> headers, ReplyFrame frame)
      throws IOException, InterruptedException {
    if (!linked) {
      // Drawn before the answer begins, so that a client sees no pause inside it.
      studio.file(drawings.finished(0));
    }
    Exchange.Stream out = exchange.stream("application/json", headers);
    out.send(ascii("{"), false);
    out.send(members(frame.head()), false);
    out.send(ascii(",\"data\":["), false);
    for (int index = 0; index < frame.items().size(); index++) {
      out.send(ascii(index == 0 ? "{" : ",{"), false);
      item(exchange, index, members(frame.items().get(index)), out);
      out.send(ascii("}"), false);
    }
    out.send(ascii("],"), false);
    out.send(members(frame.tail()), false);
    out.send(ascii("}"), true);
  }

  private void item(Exchange exchange, int index, byte[] members, Exchange.Stream out)
      throws IOException, InterruptedException {
    if (!linked) {
      Base64Member.send(exchange.image(studio.file(drawings.finished(index))), out);
      if (members.length > 0) {
        out.send(ascii(","), false);
      }
    }
    out.send(members, false);
  }

  /** An object without its braces. */
  private static byte[] members(Json.Struct struct) {
    String text = new String(struct.bytes(), StandardCharsets.UTF_8);
    return text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
