package dev.easel.sandbox.fault;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An error in the words of the seller whose path was asked. */
final class FaultReply {

  private FaultReply() {}

  static Reply of(Exchange exchange, int status, String message) {
    StructBuilder error = Json.struct().put("message", message);
    String type = status < 500 ? "invalid_request_error" : "server_error";
    switch (exchange.path().isEmpty() ? "" : exchange.path().getFirst()) {
      case "v1" ->
          error.put("type", type).put("param", new Json.Null()).put("code", new Json.Null());
      case "lumenfall" -> error.put("type", type).put("code", "UPSTREAM_ERROR");
      case "azure" -> error.put("code", Integer.toString(status));
      default -> {
        return Reply.json(status, fal(status, message));
      }
    }
    return Reply.json(status, Json.struct().put("error", error.build()).build());
  }

  /** A body that is not in order is shown back, as pydantic does. */
  private static Json fal(int status, String message) {
    if (status != 422) {
      return Json.struct().put("detail", message).build();
    }
    Json.Struct problem =
        Json.struct()
            .put("loc", Json.array(List.of(new Json.Text("body"))))
            .put("msg", "Value error, " + message)
            .put("type", "value_error")
            .put("input", message)
            .build();
    return Json.struct().put("detail", Json.array(List.of(problem))).build();
  }

  /** A page, as a proxy before the seller would write it. */
  static Reply page(int status, String message) {
    String text = message.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    String html =
        "<html><body><h1>Error %d</h1><pre>%s</pre></body></html>".formatted(status, text);
    ByteBuffer body = ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8));
    return new Reply(status, "text/html; charset=utf-8", Map.of(), body);
  }
}
