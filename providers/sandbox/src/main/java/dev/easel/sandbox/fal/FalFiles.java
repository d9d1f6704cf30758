package dev.easel.sandbox.fal;

import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stands in for fal's CDN: produced files under {@code /files/{name}} and uploaded ones under
 * {@code /files/b/{id}/{name}}, public as they are there; and the CDN's own way of uploading.
 */
final class FalFiles implements Service {

  private static final String OWN = "/files/";

  private final SandboxClock clock;
  private final RequestQueue queue;
  private final Studio studio;
  private final Uploads uploads;
  private final CdnUpload cdn;

  FalFiles(SandboxClock clock, RequestQueue queue, Studio studio, Uploads uploads) {
    this.clock = clock;
    this.queue = queue;
    this.studio = studio;
    this.uploads = uploads;
    this.cdn = new CdnUpload(clock, uploads);
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    List<String> path = exchange.path();
    boolean read = exchange.method().equals("GET") || exchange.method().equals("HEAD");
    exchange.send(
        !read
            ? cdn.reply(exchange)
            : path.size() == 4 && path.get(1).equals("b")
                ? uploaded(path.get(2))
                : file(exchange, path.getLast()));
  }

  /** Whether a model could read from a URL: strangers' always, its own only if there is a file. */
  boolean canFetch(String base, String url) {
    String own = base + OWN;
    if (!url.startsWith(own)) {
      return url.startsWith("https://") || url.startsWith("http://");
    }
    String[] path = url.substring(own.length()).split("/", -1);
    return path.length == 3
        ? uploads.find(path[1]).filter(Upload::complete).isPresent()
        : FileName.parse(path[path.length - 1]).flatMap(this::producer).isPresent();
  }

  /** The file behind a URL of its own; nothing if there is none. */
  Optional<byte[]> fetch(String base, String url) throws InterruptedException {
    if (!canFetch(base, url) || !url.startsWith(base + OWN)) {
      return Optional.empty();
    }
    String[] path = url.substring(base.length() + OWN.length()).split("/", -1);
    Optional<Upload> upload = path.length == 3 ? uploads.find(path[1]) : Optional.empty();
    if (upload.isPresent()) {
      ByteBuffer content = upload.get().content();
      byte[] bytes = new byte[content.remaining()];
      content.get(bytes);
      return Optional.of(bytes);
    }
    Optional<FileName> name = FileName.parse(path[path.length - 1]);
    Optional<QueuedRequest> request = name.flatMap(this::producer);
    return name.isPresent() && request.isPresent()
        ? Optional.of(drawn(request.get(), name.get()))
        : Optional.empty();
  }

  private byte[] drawn(QueuedRequest request, FileName name) throws InterruptedException {
    return studio.file(request.order().work(request.id(), name.index()));
  }

  private Reply uploaded(String id) {
    return uploads
        .find(id)
        .filter(Upload::complete)
        .map(file -> new Reply(200, file.contentType(), Map.of(), file.content()))
        .orElseGet(() -> FalErrors.detail(404, "Not Found"));
  }

  private Reply file(Exchange exchange, String text) throws IOException, InterruptedException {
    Optional<FileName> name = FileName.parse(text);
    Optional<QueuedRequest> request = name.flatMap(this::producer);
    if (name.isEmpty() || request.isEmpty()) {
      return FalErrors.detail(404, "Not Found");
    }
    try {
      String prompt = request.get().order().prompt();
      new Suffering(clock).at(Suffering.FILE, prompt, exchange);
    } catch (Refused e) {
      return e.reply();
    }
    byte[] bytes = drawn(request.get(), name.get());
    return new Reply(200, name.get().encoding().contentType(), Map.of(), ByteBuffer.wrap(bytes));
  }

  /** The request that produced a file of exactly this name; nothing while it is not completed. */
  private Optional<QueuedRequest> producer(FileName name) {
    Instant now = clock.instant();
    return queue
        .find(name.requestId(), now)
        .filter(request -> request.order().count() > name.index())
        .filter(request -> request.order().encoding() == name.encoding())
        .filter(request ->
            request.progress(now) instanceof Progress.Completed completed
                && completed.ending() instanceof Progress.Ending.Produced);
  }
}
