package dev.easel.http.egress;

import dev.easel.http.Answer;
import dev.easel.http.CallGuard;
import dev.easel.http.HttpCaller;
import dev.easel.http.HttpRequest;
import dev.easel.http.Patience;
import dev.easel.http.TransportException;
import dev.easel.http.egress.SourceException.Reason;
import java.net.InetAddress;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/**
 * Fetches images from callers' URLs. A name is looked up once for each exchange, every address
 * found is checked, and only those are connected to; redirects are checked as wholly and are few.
 * No credentials, cookies or referrers are sent, no proxy is asked, nothing is inflated. Bytes pass
 * through in windows of 64 KiB. Safe for threads; calls block.
 */
public final class SourceFetcher implements AutoCloseable {
  private final EgressPolicy policy;
  private final Lookup lookup;
  private final HttpCaller caller;
  private final SourceLimits limits;

  /**
   * A fetcher.
   *
   * @param policy what redirects and addresses are checked against; the one that checks its URLs
   * @param caller what makes the exchanges, and is closed with this; see {@link
   *     SourceLimits#connection}
   */
  public SourceFetcher(
      EgressPolicy policy, NameResolver resolver, HttpCaller caller, SourceLimits limits) {
    this.policy = policy;
    this.lookup = new Lookup(policy, resolver);
    this.caller = caller;
    this.limits = limits;
  }

  /** A fetcher over the real network. */
  public static SourceFetcher overNetwork(
      EgressPolicy policy, SourceLimits limits, String userAgent) {
    return new SourceFetcher(
        policy,
        NameResolver.system(),
        new HttpCaller(SourceLimits.connection(), userAgent),
        limits);
  }

  /**
   * Writes what is at a URL to a target, which stays open. Nothing is written before the first
   * bytes prove to be those of an image; after a failure, the target holds a useless beginning.
   *
   * @param guard bounds the fetch by its deadline, beside the limits, and can end it
   * @throws SourceException if it could not be fetched; it says whether another try makes sense
   * @throws InterruptedException if the thread was interrupted
   */
  public FetchedSource fetch(GuardedUrl url, WritableByteChannel target, CallGuard guard)
      throws SourceException, InterruptedException {
    Countdown left = new Countdown(limits.total());
    GuardedUrl current = url;
    for (int redirects = 0; redirects <= limits.mostRedirects(); redirects++) {
      switch (visit(current, target, left, guard)) {
        case Visit.Fetched(FetchedSource source) -> {
          return source;
        }
        case Visit.Elsewhere(GuardedUrl next) -> current = next;
      }
    }
    throw new SourceException(
        Reason.NOT_SERVED, "is behind more than " + limits.mostRedirects() + " redirects", null);
  }

  @Override
  public void close() {
    caller.close();
  }

  private sealed interface Visit {
    record Fetched(FetchedSource source) implements Visit {}

    record Elsewhere(GuardedUrl next) implements Visit {}
  }

  private Visit visit(GuardedUrl url, WritableByteChannel target, Countdown left, CallGuard guard)
      throws SourceException, InterruptedException {
    List<InetAddress> addresses = lookup.addresses(url, left.atMost(limits.lookup()), guard);
    HttpRequest request = HttpRequest.get(url.uri(), patience(left));
    try (Answer answer = caller.openAt(addresses, request, guard)) {
      return switch (answer.status()) {
        case 200 -> new Visit.Fetched(new SourceBody(answer, limits.mostBytes()).copy(target));
        case 301, 302, 303, 307, 308 -> new Visit.Elsewhere(next(url, answer));
        default -> throw Failures.of(url, answer.status());
      };
    } catch (TransportException e) {
      throw Failures.of(e);
    }
  }

  private GuardedUrl next(GuardedUrl url, Answer answer) throws SourceException {
    try {
      return Redirect.follow(url, answer.header("Location").orElse(""), policy);
    } catch (RefusedUrlException e) {
      throw Failures.of(e);
    }
  }

  private Patience patience(Countdown left) {
    return new Patience(
        left.atMost(limits.total()), left.atMost(limits.head()), left.atMost(limits.idle()), true);
  }
}
