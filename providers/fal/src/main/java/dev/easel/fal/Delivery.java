package dev.easel.fal;

import dev.easel.http.CallGuard;
import dev.easel.http.DownloadException;
import dev.easel.http.ImageDownloader;
import dev.easel.http.Reply;
import dev.easel.http.TransportException;
import dev.easel.http.json.Json;
import dev.easel.spi.Billing;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.Meter;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ResultSink;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings the result of a completed request to the host. */
final class Delivery {
  private final QueueClient queue;
  private final ImageDownloader downloader;
  private final Failures failures;

  Delivery(QueueClient queue, ImageDownloader downloader, Failures failures) {
    this.queue = queue;
    this.downloader = downloader;
    this.failures = failures;
  }

  /** The same with other words for failures. */
  Delivery with(Failures otherFailures) {
    return new Delivery(queue, downloader, otherFailures);
  }

  /** Delivers every image, and says what fal told about the bill. */
  Billing deliver(QueueTicket ticket, boolean started, ResultSink sink, CallGuard guard)
      throws ProviderException, InterruptedException {
    Reply reply = result(ticket, guard);
    if (reply.status() != 200) {
      throw failure(reply, ticket, started).with(billing(reply));
    }
    Billing billing = billing(reply);
    try {
      fetch(images(reply, ticket), ticket, sink, guard);
    } catch (ProviderException e) {
      throw e.with(billing);
    }
    return billing;
  }

  /** Why a request has failed, in the words of its result where that can be had at once. */
  ProviderException explain(
      QueueStatus status, QueueTicket ticket, boolean started, CallGuard guard)
      throws InterruptedException {
    try {
      Reply reply = queue.resultOnce(ticket, guard);
      return ErrorBody.of(reply)
          .filter(body -> speaksOf(body, status))
          .map(body -> failures.runFailed(reply, body, ticket, started).with(billing(reply)))
          .orElseGet(() -> failures.runFailed(status, ticket, started));
    } catch (TransportException e) {
      // What became of the request is known from its status; only the words are missing.
      return failures.runFailed(status, ticket, started);
    }
  }

  /** Whether an answer tells of the run's own error, rather than of a gateway on the way to it. */
  private static boolean speaksOf(ErrorBody body, QueueStatus status) {
    return status.errorType().isPresent() ? status.errorType().equals(body.type()) : body.ofModel();
  }

  private Reply result(QueueTicket ticket, CallGuard guard)
      throws ProviderException, InterruptedException {
    try {
      return queue.result(ticket, new FinalAnswer(), guard);
    } catch (TransportException e) {
      throw failures.resultLost(e, ticket);
    }
  }

  private ProviderException failure(Reply reply, QueueTicket ticket, boolean started) {
    return ErrorBody.of(reply)
        .filter(ErrorBody::ofModel)
        .map(body -> failures.runFailed(reply, body, ticket, started))
        .orElseGet(() -> failures.followRefused(reply, ticket));
  }

  /** The URLs by slot; empty where the result names none. */
  private List<Optional<String>> images(Reply reply, QueueTicket ticket) throws ProviderException {
    // It is at fal still: the host asks again, for as long as fal has it.
    Json result =
        FinalAnswer.result(reply)
            .orElseThrow(() ->
                failures.resultUnusable(
                    Fault.RESULT_UNREACHABLE, "fal's result cannot be read", ticket));
    List<Json> images = result.elements("images");
    if (images.isEmpty()) {
      throw failures.resultUnusable(Fault.EMPTY_RESULT, "fal's result has no image", ticket);
    }
    return images.stream().limit(ticket.count()).map(image -> image.text("url")).toList();
  }

  /** An image that cannot be fetched does not keep the others from being. */
  private void fetch(
      List<Optional<String>> urls, QueueTicket ticket, ResultSink sink, CallGuard guard)
      throws ProviderException, InterruptedException {
    Optional<ProviderException> first = Optional.empty();
    for (int index = 0; index < urls.size(); index++) {
      Optional<ProviderException> failure =
          sink.has(index) ? Optional.empty() : fetch(urls.get(index), index, ticket, sink, guard);
      first = first.or(() -> failure);
    }
    if (first.isPresent()) {
      throw first.get();
    }
  }

  private Optional<ProviderException> fetch(
      Optional<String> url, int slot, QueueTicket ticket, ResultSink sink, CallGuard guard)
      throws InterruptedException {
    if (url.isEmpty()) {
      return Optional.of(
          failures.resultUnusable(
              Fault.RESPONSE_INVALID, "fal's result names an image without a URL", ticket));
    }
    try {
      downloader.fetch(URI.create(url.get()), () -> sink.image(slot, ImageFacts.none()), guard);
      return Optional.empty();
    } catch (DownloadException e) {
      return Optional.of(failures.notFetched(e, ticket));
    } catch (IllegalArgumentException e) {
      return Optional.of(
          failures.resultUnusable(
              Fault.RESPONSE_INVALID, "fal's result names an image by no URL", ticket));
    }
  }

  private static Billing billing(Reply reply) {
    try {
      return reply
          .header("X-Fal-Billable-Units")
          .map(units ->
              new Billing(
                  Optional.empty(), Map.of(Meter.BILLABLE_UNIT, new BigDecimal(units.strip()))))
          .orElse(Billing.untold());
    } catch (NumberFormatException e) {
      return Billing.untold();
    }
  }
}
