package dev.easel.sandbox;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The sandbox's own pages: {@code GET /sandbox/healthz} and {@code GET /sandbox/ledger}. */
final class SandboxPages implements Service {

  private final Ledger ledger;

  SandboxPages(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    exchange.send(
        switch (exchange.method()) {
          case "GET", "HEAD" -> page(exchange.path());
          default -> error(405, "Method Not Allowed").with("Allow", "GET, HEAD");
        });
  }

  private Reply page(List<String> path) {
    return switch (String.join("/", path)) {
      case "sandbox/healthz" -> Reply.json(200, Json.struct().put("status", "ok").build());
      case "sandbox/ledger" -> Reply.json(200, ledgerPage());
      default -> error(404, "Not Found");
    };
  }

  private Json ledgerPage() {
    List<Json> submits = ledger.submits().stream().map(SandboxPages::submit).toList();
    return Json.struct().put("count", ledger.count()).put("submits", Json.array(submits)).build();
  }

  private static Json submit(Ledger.Submit submit) {
    return Json.struct()
        .put("app", submit.app())
        .put("request_id", submit.requestId())
        .put("prompt", submit.prompt())
        .put("outcome", submit.outcome().name().toLowerCase(Locale.ROOT))
        .put("headers", headers(submit))
        .build();
  }

  private static Json headers(Ledger.Submit submit) {
    StructBuilder headers = Json.struct();
    submit.headers().forEach(headers::put);
    return headers.build();
  }

  private static Reply error(int status, String text) {
    return Reply.json(status, Json.struct().put("detail", text).build());
  }
}
