package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import dev.easel.sandbox.picture.Encoding;
import dev.easel.sandbox.seller.PromptWord;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.Reply;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The output of a completed request, or the error it ended with. */
final class ResultPage {

  private final Studio studio;
  private final QueuedRequest request;
  private final String base;
  private final UnaryOperator<byte[]> shown;
  private final boolean units;

  /**
   * A page whose links begin with {@code base}, scheme and authority.
   *
   * @param shown what is shown in the place of an image
   * @param units whether what is billed is told without being asked for
   */
  ResultPage(
      Studio studio,
      QueuedRequest request,
      String base,
      UnaryOperator<byte[]> shown,
      boolean units) {
    this.studio = studio;
    this.request = request;
    this.base = base;
    this.shown = shown;
    this.units = units;
  }

  Reply reply(Progress progress) throws InterruptedException {
    return switch (progress) {
      case Progress.InQueue _, Progress.InProgress _ ->
          FalErrors.detail(400, "Request is still in progress");
      case Progress.Completed(_, Progress.Ending.Failed failed) -> failure(failed);
      case Progress.Completed(_, Progress.Ending.Produced()) -> billed(images());
    };
  }

  private Reply failure(Progress.Ending.Failed failed) {
    if (failed.ofModel()) {
      return FalErrors.model(failed, request.order().prompt());
    }
    Reply reply = FalErrors.request(failed.status(), failed.type(), failed.message());
    return failed.type().equals(RunTrouble.NOT_STARTED)
        ? reply.with("X-Fal-Request-Timeout-Type", "user")
        : reply;
  }

  /** An image is a unit, unless the prompt says how many it wants to be billed. */
  private Reply billed(Reply images) {
    Optional<PromptWord> asked =
        PromptWord.in(request.order().prompt()).stream()
            .filter(word -> word.name().equals("billable_units"))
            .findFirst();
    String usual = Integer.toString(request.order().count());
    return asked.isPresent() || units
        ? images.with(
            "X-Fal-Billable-Units",
            asked.map(PromptWord::value).filter(value -> !value.isEmpty()).orElse(usual))
        : images;
  }

  private Reply images() throws InterruptedException {
    List<Json> images = new ArrayList<>();
    for (int index = 0; index < request.order().count(); index++) {
      images.add(image(index));
    }
    return Reply.json(200, Json.struct().put("images", Json.array(images)).build());
  }

  private Json image(int index) throws InterruptedException {
    ImageOrder order = request.order();
    Encoding encoding = order.encoding();
    byte[] file = shown.apply(studio.file(order.work(request.id(), index)));
    String name = new FileName(request.id(), index, encoding).text();
    StructBuilder image = Json.struct();
    if (order.inline()) {
      String data = Base64.getEncoder().encodeToString(file);
      image.put("url", "data:" + encoding.contentType() + ";base64," + data);
    } else {
      image.put("url", base + "/files/" + name);
    }
    return image
        .put("content_type", encoding.contentType())
        .put("file_name", name)
        .put("file_size", file.length)
        .put("width", order.width())
        .put("height", order.height())
        .build();
  }
}
