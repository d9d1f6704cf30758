package dev.easel.fal;

import dev.easel.http.AllowedHosts;
import dev.easel.http.Backoff;
import dev.easel.http.CallGuard;
import dev.easel.http.FreeCalls;
import dev.easel.http.HttpCaller;
import dev.easel.http.HttpRequest;
import dev.easel.http.Patience;
import dev.easel.http.Reply;
import dev.easel.http.TransportException;
import dev.easel.spi.ProviderContext;
import dev.easel.spi.ProviderException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Calls fal's storage, each up to three times, as fal's own client does. Safe for threads. */
final class StorageCalls {
  /** For bytes on their way: as long as they flow, within ten minutes. */
  static final Patience FOR_BYTES =
      new Patience(Duration.ofMinutes(10), Duration.ofSeconds(30), true);

  private static final int MOST_TRIES = 3;

  private final HttpCaller caller;
  private final AllowedHosts hosts;
  private final ProviderContext context;
  private final UploadFailures failures;

  /** Uploads to these hosts, whatever fal names. */
  StorageCalls(
      HttpCaller caller, AllowedHosts hosts, ProviderContext context, UploadFailures failures) {
    this.caller = caller;
    this.hosts = hosts;
    this.context = context;
    this.failures = failures;
  }

  /** An answer of success. */
  Reply call(HttpRequest request, CallGuard guard) throws ProviderException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        Reply reply = caller.exchange(request, guard);
        if (reply.successful()) {
          return reply;
        }
        if (tries == MOST_TRIES || !FreeCalls.passing(reply)) {
          throw failures.refused(reply);
        }
      } catch (TransportException e) {
        if (tries == MOST_TRIES || !e.passing()) {
          throw failures.lost(e);
        }
      }
      pause(tries, guard);
    }
  }

  /** A text that the answer must have. */
  String required(Reply reply, String key) throws ProviderException {
    return reply
        .findJson()
        .flatMap(json -> json.text(key))
        .orElseThrow(() -> failures.unclear("fal's storage answered without " + key));
  }

  /** A header that the answer must have. */
  String requiredHeader(Reply reply, String name) throws ProviderException {
    return reply
        .header(name)
        .orElseThrow(() -> failures.unclear("fal's storage answered without " + name));
  }

  /** A URL of the answer that bytes, or credentials, may be sent to. */
  URI requiredUrl(Reply reply, String key) throws ProviderException {
    return parse(required(reply, key))
        .filter(hosts::allows)
        .orElseThrow(
            () -> failures.unclear("fal's storage named a place that may not be uploaded to"));
  }

  private static Optional<URI> parse(String url) {
    try {
      return Optional.of(URI.create(url));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void pause(int tries, CallGuard guard) throws ProviderException, InterruptedException {
    try {
      guard.sleep(context.sleeper(), Backoff.usual().jittered(tries - 1, context.random()));
    } catch (TransportException e) {
      throw failures.lost(e);
    }
  }
}
