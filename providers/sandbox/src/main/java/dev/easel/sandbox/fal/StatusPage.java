package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The status object of fal's queue, in the reply to a submit, alone, and in a stream. */
final class StatusPage {

  private final QueuedRequest request;
  private final String base;

  /** Pages about a request whose links begin with {@code base}, scheme and authority. */
  StatusPage(QueuedRequest request, String base) {
    this.request = request;
    this.base = base;
  }

  /** What a submit is answered with; always IN_QUEUE, however soon it will not be. */
  Json submitted(int position) {
    return links("IN_QUEUE")
        .put("queue_position", position)
        .put("gateway_request_id", request.id())
        .put("logs", new Json.Null())
        .put("metrics", Json.struct().build())
        .build();
  }

  /** The status with these log lines; nothing means that none were asked for. */
  Json status(Progress progress, Optional<List<LogLine>> log) {
    Json lines =
        log.<Json>map(known -> Json.array(known.stream().map(LogLine::json).toList()))
            .orElseGet(Json.Null::new);
    return switch (progress) {
      case Progress.InQueue(int position) ->
          links("IN_QUEUE").put("queue_position", position).build();
      case Progress.InProgress() -> links("IN_PROGRESS").put("logs", lines).build();
      case Progress.Completed completed -> completed(completed, lines);
    };
  }

  /** The HTTP status that fal gives a status page. */
  static int code(Progress progress) {
    return switch (progress) {
      case Progress.InQueue _, Progress.InProgress _ -> 202;
      case Progress.Completed _ -> 200;
    };
  }

  private Json completed(Progress.Completed completed, Json lines) {
    String seconds = BigDecimal.valueOf(completed.inference().toMillis(), 3).toPlainString();
    StructBuilder page =
        links("COMPLETED")
            .put("logs", lines)
            .put("metrics", Json.struct().put("inference_time", new Json.Numeral(seconds)).build());
    if (completed.ending() instanceof Progress.Ending.Failed failed) {
      String error =
          failed.ofModel() ? "Invalid status code: " + failed.status() : failed.message();
      page.put("error", error).put("error_type", failed.type());
    }
    return page.build();
  }

  private StructBuilder links(String status) {
    String url = base + "/" + request.app().shortForm() + "/requests/" + request.id();
    return Json.struct()
        .put("status", status)
        .put("request_id", request.id())
        .put("response_url", url)
        .put("status_url", url + "/status")
        .put("cancel_url", url + "/cancel");
  }
}
