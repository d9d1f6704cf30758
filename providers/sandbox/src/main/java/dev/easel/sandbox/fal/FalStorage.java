package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** fal's storage API: uploads in one piece and in parts to a signed URL, and tokens for the CDN. */
final class FalStorage implements Service {

  private final SandboxClock clock;
  private final Uploads uploads;

  FalStorage(SandboxClock clock, Uploads uploads) {
    this.clock = clock;
    this.uploads = uploads;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    try {
      exchange.send(reply(exchange, exchange.path()));
    } catch (Refused e) {
      exchange.send(e.reply());
    }
  }

  private Reply reply(Exchange exchange, List<String> path) throws IOException, Refused {
    String call = exchange.method() + " " + String.join("/", path.subList(1, path.size()));
    switch (call) {
      case "POST upload/initiate" -> {
        return initiate(exchange, "put");
      }
      case "POST upload/initiate-multipart" -> {
        return initiate(exchange, "parts");
      }
      case "POST auth/token" -> {
        authorize(exchange);
        return Reply.json(200, CdnUpload.token(exchange.base(), clock.instant()));
      }
      default -> {
        // Not one of the API's own paths: a signed URL.
      }
    }
    String kind = path.size() > 3 ? path.get(1) : "";
    Optional<Upload> upload =
        path.size() > 3 ? uploads.find(path.get(2), exchange.query("signature")) : Optional.empty();
    if (upload.isEmpty()) {
      return FalErrors.detail(
          kind.isEmpty() ? 404 : 403, kind.isEmpty() ? "Not Found" : "Forbidden");
    }
    return switch (exchange.method() + " " + kind + " " + path.size()) {
      case "PUT put 4" -> whole(exchange, upload.get());
      case "PUT parts 5" -> part(exchange, upload.get(), path.getLast());
      case "POST parts 5" -> finish(exchange, upload.get(), path.getLast());
      default -> FalErrors.detail(404, "Not Found");
    };
  }

  private Reply initiate(Exchange exchange, String kind) throws IOException, Refused {
    authorize(exchange);
    Json.Struct body = UploadBody.json(exchange);
    Upload upload =
        uploads.open(
            UploadBody.text(body, "file_name", "file"),
            UploadBody.text(body, "content_type", "application/octet-stream"));
    String name = upload.path().substring(2);
    return Reply.json(
        200,
        Json.struct()
            .put(
                "upload_url",
                "%s/storage/%s/%s?signature=%s"
                    .formatted(exchange.base(), kind, name, upload.secret()))
            .put("file_url", exchange.base() + "/files/" + upload.path())
            .build());
  }

  private Reply whole(Exchange exchange, Upload upload) throws IOException, Refused {
    uploads.put(upload, 1, UploadBody.file(exchange));
    return upload.complete(List.of(1))
        ? Reply.json(200, Json.struct().build())
        : FalErrors.detail(409, "Conflict");
  }

  private Reply part(Exchange exchange, Upload upload, String segment) throws IOException, Refused {
    int number = UploadBody.number(segment).orElseThrow(UploadBody::malformed);
    byte[] bytes = UploadBody.file(exchange);
    uploads.put(upload, number, bytes);
    StructBuilder page = Json.struct().put("partNumber", number).put("etag", etag(bytes));
    return Reply.json(200, page.build()).with("ETag", etag(bytes));
  }

  private static Reply finish(Exchange exchange, Upload upload, String segment)
      throws IOException, Refused {
    if (!segment.equals("complete")) {
      return FalErrors.detail(404, "Not Found");
    }
    return upload.complete(UploadBody.parts(UploadBody.json(exchange)))
        ? Reply.json(200, Json.struct().build())
        : FalErrors.detail(400, "The parts are not those that were uploaded");
  }

  private static void authorize(Exchange exchange) throws Refused {
    Optional<Reply> refusal = Authorization.refusal(exchange);
    if (refusal.isPresent()) {
      throw new Refused(refusal.get());
    }
  }

  static String etag(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return "\"" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\"";
  }
}
