package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.http.Answer;
import dev.easel.http.CallGuard;
import dev.easel.http.HttpCaller;
import dev.easel.http.HttpRequest;
import dev.easel.http.Patience;
import dev.easel.http.Reply;
import dev.easel.http.TransportException;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The requests that have ended, as fal's platform API lists them by endpoint, the latest first
 * (fal.ai/docs, platform APIs, list requests by endpoint). Safe for threads.
 */
final class RequestHistory {
  /** As many as fal gives. */
  private static final int PAGE = 100;

  private static final int MOST_PAGES = 20;

  /** A page may have the longest prompt a hundred times. */
  private static final JsonLimits LARGEST_PAGE = new JsonLimits(8 << 20, 8 << 20, 64);

  /** So many pages at most are in memory. */
  private static final int READERS = 4;

  private static final long PATIENCE_SECONDS = 2;

  private final URI platform;
  private final QueueHeaders headers;
  private final HttpCaller caller;
  private final Semaphore readers = new Semaphore(READERS);

  /**
   * A history that nobody has asked yet.
   *
   * @param platform where the platform API answers, without a slash at its end
   */
  RequestHistory(URI platform, QueueHeaders headers, HttpCaller caller) {
    this.platform = platform;
    this.headers = headers;
    this.caller = caller;
  }

  /**
   * The requests to an endpoint that have ended since a time, those of which fal kept the input.
   *
   * @throws Unlisted if they cannot be told one and all
   */
  List<PastRequest> since(Instant start, EndpointId endpoint, CallGuard guard)
      throws Unlisted, InterruptedException {
    if (!readers.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new Unlisted("others are asking", false);
    }
    try {
      return pages(start, endpoint, guard);
    } catch (TransportException e) {
      throw new Unlisted(e.problem(), false);
    } catch (JsonException e) {
      throw new Unlisted("the answer is no list: " + e.problem(), false);
    } finally {
      readers.release();
    }
  }

  private List<PastRequest> pages(Instant start, EndpointId endpoint, CallGuard guard)
      throws Unlisted, TransportException, JsonException, InterruptedException {
    List<PastRequest> requests = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    for (int page = 0; page < MOST_PAGES; page++) {
      Json list = page(uri(start, endpoint, cursor), guard);
      if (!(list.find("items").orElse(list) instanceof Json.ArrayValue(List<Json> items))) {
        throw new Unlisted("the answer has no items", false);
      }
      items.stream()
          .filter(item -> item.text("endpoint_id").filter(endpoint.full()::equals).isPresent())
          .flatMap(item -> PastRequest.of(item).stream())
          .forEach(requests::add);
      cursor = list.text("next_cursor");
      boolean more = list.find("has_more").equals(Optional.of(new Json.BooleanValue(true)));
      if (!more && cursor.isEmpty()) {
        return requests;
      }
      if (cursor.isEmpty()) {
        throw new Unlisted("the list goes on, and fal does not say where", false);
      }
    }
    throw new Unlisted("more than " + MOST_PAGES * PAGE + " requests have ended since", false);
  }

  private Json page(URI uri, CallGuard guard)
      throws Unlisted, TransportException, JsonException, InterruptedException {
    HttpRequest request = headers.common(HttpRequest.get(uri, Patience.forAnswer()));
    try (Answer answer = caller.open(request, guard)) {
      Reply reply = answer.whole(LARGEST_PAGE.bytes());
      if (reply.status() != 200) {
        boolean forbidden = reply.status() == 401 || reply.status() == 403;
        throw new Unlisted("status " + reply.status(), forbidden);
      }
      // Inputs are compared to the last member: one half understood could pass for another.
      return reply.json(LARGEST_PAGE);
    }
  }

  private URI uri(Instant start, EndpointId endpoint, Optional<String> cursor) {
    return URI.create(
        platform
            + "/models/requests/by-endpoint?endpoint_id="
            + encoded(endpoint.full())
            + "&start="
            + encoded(start.toString())
            + "&expand=payloads&limit="
            + PAGE
            + cursor.map(position -> "&cursor=" + encoded(position)).orElse(""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** The list is not to be had. */
  static final class Unlisted extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean forbidden;

    Unlisted(String problem, boolean forbidden) {
      super(problem);
      this.forbidden = forbidden;
    }

    /** Whether the key may not have it at all. */
    boolean forbidden() {
      return forbidden;
    }
  }
}
