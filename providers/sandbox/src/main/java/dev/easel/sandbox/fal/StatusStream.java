package dev.easel.sandbox.fal;

import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.web.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Status as server-sent events: one for every change, and one at least every ten seconds, because
 * fal-js gives up after fifteen. Ends after COMPLETED.
 */
final class StatusStream {

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  private final SandboxClock clock;
  private final QueuedRequest request;
  private final boolean withLog;

  StatusStream(SandboxClock clock, QueuedRequest request, boolean withLog) {
    this.clock = clock;
    this.request = request;
    this.withLog = withLog;
  }

  void run(Exchange exchange) throws IOException, InterruptedException {
    StatusPage page = new StatusPage(request, exchange.base());
    Exchange.Stream out = exchange.stream("text/event-stream");
    int told = 0;
    while (true) {
      Instant now = clock.instant();
      Progress progress = request.progress(now);
      List<LogLine> log = request.log(now);
      List<LogLine> news = log.subList(told, log.size());
      boolean last = progress instanceof Progress.Completed;
      out.send(event(page, progress, news), last);
      if (last) {
        return;
      }
      told = log.size();
      await(now);
    }
  }

  private byte[] event(StatusPage page, Progress progress, List<LogLine> news) {
    Optional<List<LogLine>> log = withLog ? Optional.of(news) : Optional.empty();
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    event.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
    event.writeBytes(page.status(progress, log).bytes());
    event.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
    return event.toByteArray();
  }

  private void await(Instant now) throws InterruptedException {
    Instant latest = now.plus(LONGEST_SILENCE);
    Instant wake = request.nextChange(now).filter(at -> at.isBefore(latest)).orElse(latest);
    try {
      CompletableFuture.anyOf(clock.alarm(wake), request.cancelled()).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an alarm went wrong", e);
    }
  }
}
