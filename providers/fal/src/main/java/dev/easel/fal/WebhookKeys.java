package dev.easel.fal;

import dev.easel.http.CallGuard;
import dev.easel.http.HttpCaller;
import dev.easel.http.HttpRequest;
import dev.easel.http.Patience;
import dev.easel.http.Reply;
import dev.easel.http.TransportException;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The keys with which fal signs its webhooks, as fal publishes them (fal.ai/docs, model APIs,
 * webhooks): kept for a day at most, and asked for anew when none fits, but not for every forgery.
 * Safe for threads.
 */
final class WebhookKeys {
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final URI published;
  private final HttpCaller caller;
  private final InstantSource clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Known known = new Known(List.of(), Instant.MIN);
  private Instant nextLook = Instant.MIN;

  /**
   * Nothing is known yet.
   *
   * @param restUrl where fal's REST API answers, without a slash at its end
   */
  WebhookKeys(URI restUrl, HttpCaller caller, InstantSource clock) {
    this.published = URI.create(restUrl + "/.well-known/jwks.json");
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * Whether any key fits.
   *
   * @throws UnknownKeysException if that cannot be told, since the keys cannot be had
   */
  boolean anyFits(Predicate<PublicKey> fits, CallGuard guard)
      throws UnknownKeysException, InterruptedException {
    Known before = known;
    if (before.isOf(clock.instant()) && before.keys.stream().anyMatch(fits)) {
      return true;
    }
    return later(before, guard).keys.stream().anyMatch(fits);
  }

  /** What is known if it is not this any more: one asks for all who wait. */
  private Known later(Known before, CallGuard guard)
      throws UnknownKeysException, InterruptedException {
    looking.lockInterruptibly();
    try {
      Instant now = clock.instant();
      if (known.since.isAfter(before.since) && known.isOf(now)) {
        return known;
      }
      if (now.isBefore(nextLook)) {
        return lately(now);
      }
      // Until the answer is there, it counts as one that failed.
      nextLook = now.plus(AFTER_FAILURE);
      known = new Known(look(guard), now);
      nextLook = now.plus(BETWEEN_LOOKS);
      return known;
    } finally {
      looking.unlock();
    }
  }

  private Known lately(Instant now) throws UnknownKeysException {
    if (!known.isOf(now)) {
      throw new UnknownKeysException("they could not be had a moment ago");
    }
    return known;
  }

  private List<PublicKey> look(CallGuard guard) throws UnknownKeysException, InterruptedException {
    try {
      Reply reply = caller.exchange(HttpRequest.get(published, Patience.forAnswer()), guard);
      if (reply.status() != 200) {
        throw new UnknownKeysException("status " + reply.status());
      }
      // What is trusted is read to the letter.
      Json set = reply.json();
      return set.elements("keys").stream().flatMap(key -> WebhookKey.of(key).stream()).toList();
    } catch (TransportException e) {
      throw new UnknownKeysException(e.problem());
    } catch (JsonException e) {
      throw new UnknownKeysException("no list of keys: " + e.problem());
    }
  }

  /**
   * Some keys.
   *
   * @param since when they were published, at the latest
   */
  private record Known(List<PublicKey> keys, Instant since) {
    boolean isOf(Instant now) {
      return !since.equals(Instant.MIN)
          && !since.isAfter(now)
          && now.isBefore(since.plus(LONGEST_LIFE));
    }
  }

  /** The keys cannot be had now. */
  static final class UnknownKeysException extends Exception {
    private static final long serialVersionUID = 1;

    UnknownKeysException(String problem) {
      super("fal's keys cannot be had: " + problem);
    }
  }
}
