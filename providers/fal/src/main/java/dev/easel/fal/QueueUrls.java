package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.spi.Callback;
import dev.easel.spi.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Optional;

/**
 * The URLs of fal's queue. Those of an answer are followed when they lead to the configured queue;
 * the key is sent nowhere else, so any other is rebuilt by rule.
 *
 * @param queue where the queue answers, without a slash at its end
 */
record QueueUrls(URI queue) {
  URI submit(EndpointId endpoint) {
    return URI.create(queue + "/" + endpoint.full());
  }

  URI status(QueueTicket ticket) {
    return followed(ticket.statusUrl()).orElseGet(() -> rebuilt(ticket, "/status"));
  }

  URI stream(QueueTicket ticket) {
    return URI.create(status(ticket) + "/stream");
  }

  URI result(QueueTicket ticket) {
    return followed(ticket.responseUrl()).orElseGet(() -> rebuilt(ticket, ""));
  }

  URI cancel(QueueTicket ticket) {
    return followed(ticket.cancelUrl()).orElseGet(() -> rebuilt(ticket, "/cancel"));
  }

  /** With the logs, which fal leaves out otherwise. */
  static URI withLogs(URI uri) {
    return URI.create(uri + "?logs=1");
  }

  /** The query of a submit that tells fal where to report; the token is in it. */
  static Secret webhook(Callback callback) {
    return Secret.of("fal_webhook=" + URLEncoder.encode(callback.url().reveal(), UTF_8));
  }

  private Optional<URI> followed(Optional<String> url) {
    return url.flatMap(QueueUrls::parse).filter(this::leadsToQueue);
  }

  private static Optional<URI> parse(String url) {
    try {
      return Optional.of(URI.create(url));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean leadsToQueue(URI uri) {
    return queue.getScheme().equals(uri.getScheme())
        && queue.getHost().equals(uri.getHost())
        && queue.getPort() == uri.getPort()
        && uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  private URI rebuilt(QueueTicket ticket, String action) {
    return URI.create(
        queue + "/" + ticket.endpoint().application() + "/requests/" + ticket.requestId() + action);
  }
}
