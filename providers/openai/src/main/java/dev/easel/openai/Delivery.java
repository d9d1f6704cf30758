package dev.easel.openai;

import dev.easel.http.CallGuard;
import dev.easel.http.DownloadException;
import dev.easel.http.ImageDownloader;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ResultSink;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Brings results that the seller keeps to the host. Buys nothing, and can be repeated anywhere. */
final class Delivery {
  private final ImageDownloader downloader;

  Delivery(ImageDownloader downloader) {
    this.downloader = downloader;
  }

  /**
   * Fetches what is missing. An image that cannot be fetched does not keep the others from being.
   *
   * @param ticket all that there is to fetch
   * @param handed what of it the host has a handle for, by which it can ask again; as that is
   *     fetched, the host is handed the rest
   */
  Outcome deliver(
      ResultTicket ticket,
      ResultTicket handed,
      Failures failures,
      ImageFacts facts,
      ResultSink sink,
      CallGuard guard)
      throws ProviderException, InterruptedException {
    ResultTicket known = handed;
    Optional<ProviderException> first = Optional.empty();
    for (Map.Entry<Integer, String> link : new TreeMap<>(ticket.links()).entrySet()) {
      if (!sink.has(link.getKey())) {
        boolean again = known.links().containsKey(link.getKey());
        Optional<ProviderException> failure =
            fetch(link.getKey(), link.getValue(), ticket, again, failures, facts, sink, guard);
        first = first.or(() -> failure);
        known = handOver(ticket, known, sink);
      }
    }
    if (first.isPresent()) {
      throw first.get().with(ticket.billing());
    }
    return new Outcome(
        ticket.billing(), ticket.servedModel(), Optional.empty(), ticket.requestId());
  }

  /** Hands over links for which the handle had no room before. */
  private static ResultTicket handOver(ResultTicket ticket, ResultTicket known, ResultSink sink) {
    ResultTicket next = ticket.fitting(slot -> !sink.has(slot));
    if (known.links().keySet().containsAll(next.links().keySet())) {
      return known;
    }
    next.handle().ifPresent(sink::accepted);
    return next;
  }

  private Optional<ProviderException> fetch(
      int slot,
      String url,
      ResultTicket ticket,
      boolean again,
      Failures failures,
      ImageFacts facts,
      ResultSink sink,
      CallGuard guard)
      throws InterruptedException {
    try {
      downloader.fetch(URI.create(url), () -> sink.image(slot, facts), guard);
      return Optional.empty();
    } catch (DownloadException e) {
      return Optional.of(failures.notFetched(e, again, ticket.requestId()));
    } catch (IllegalArgumentException e) {
      return Optional.of(failures.exception(failures.notAnImage(), ticket.requestId()));
    }
  }
}
