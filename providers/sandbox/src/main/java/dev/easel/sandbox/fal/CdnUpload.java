package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Uploads with a token straight to the CDN, in one piece and in parts, as the Python client does.
 */
final class CdnUpload {

  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final String TYPE = "Bearer";
  private static final String TOKEN = "cdn-";

  private final SandboxClock clock;
  private final Uploads uploads;

  CdnUpload(SandboxClock clock, Uploads uploads) {
    this.clock = clock;
    this.uploads = uploads;
  }

  /** A token; it carries the time of its end, and here that is all there is to check. */
  static Json token(String base, Instant now) {
    Instant end = now.plus(TOKEN_LIFE);
    return Json.struct()
        .put("token", TOKEN + end)
        .put("token_type", TYPE)
        .put("base_url", base)
        .put("expires_at", end.toString())
        .build();
  }

  Reply reply(Exchange exchange) throws IOException {
    List<String> path = exchange.path();
    try {
      boolean begins = path.size() > 1 && path.get(1).equals("upload");
      boolean goesOn = path.size() == 7 && path.get(1).equals("b");
      if (!begins && !goesOn) {
        return FalErrors.methodNotAllowed("GET, HEAD");
      }
      authorize(exchange);
      return begins ? begin(exchange, path) : goOn(exchange, path);
    } catch (Refused e) {
      return e.reply();
    }
  }

  private Reply begin(Exchange exchange, List<String> path) throws IOException, Refused {
    String call = exchange.method() + " " + String.join("/", path.subList(2, path.size()));
    if (!call.equals("POST ") && !call.equals("POST multipart")) {
      return FalErrors.detail(404, "Not Found");
    }
    Upload upload =
        uploads.open(
            exchange.header("X-Fal-File-Name").orElse("file"),
            exchange.header("Content-Type").orElse("application/octet-stream"));
    String url = exchange.base() + "/files/" + upload.path();
    if (path.size() == 3) {
      return Reply.json(
          200, Json.struct().put("access_url", url).put("uploadId", upload.secret()).build());
    }
    uploads.put(upload, 1, UploadBody.file(exchange));
    return upload.complete(List.of(1))
        ? Reply.json(200, Json.struct().put("access_url", url).build())
        : FalErrors.detail(409, "Conflict");
  }

  /** A part, or the end, of {@code /files/b/{id}/{name}/multipart/{uploadId}/{part}}. */
  private Reply goOn(Exchange exchange, List<String> path) throws IOException, Refused {
    Optional<Upload> upload = uploads.find(path.get(2), Optional.of(path.get(5)));
    if (upload.isEmpty() || !path.get(4).equals("multipart")) {
      return FalErrors.detail(404, "Not Found");
    }
    if (exchange.method().equals("POST") && path.getLast().equals("complete")) {
      return upload.get().complete(UploadBody.parts(UploadBody.json(exchange)))
          ? Reply.json(200, Json.struct().build())
          : FalErrors.detail(400, "The parts are not those that were uploaded");
    }
    int number = UploadBody.number(path.getLast()).orElseThrow(UploadBody::malformed);
    byte[] bytes = UploadBody.file(exchange);
    uploads.put(upload.get(), number, bytes);
    return Reply.json(200, Json.struct().build()).with("ETag", FalStorage.etag(bytes));
  }

  private void authorize(Exchange exchange) throws Refused {
    String header = exchange.header("Authorization").orElse("");
    String start = TYPE + " " + TOKEN;
    if (!header.startsWith(start) || expired(header.substring(start.length()))) {
      throw new Refused(FalErrors.detail(401, "Invalid token"));
    }
  }

  private boolean expired(String end) {
    try {
      return !clock.instant().isBefore(Instant.parse(end));
    } catch (DateTimeException e) {
      return true;
    }
  }
}
