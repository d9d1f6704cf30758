package dev.easel.http;

import dev.easel.http.TransportException.Reason;
import dev.easel.spi.ProviderContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Repeats what costs nothing until it succeeds or the deadline comes. Safe for threads. */
public final class FreeCalls {
  private final HttpCaller caller;
  private final Backoff backoff;
  private final ProviderContext context;

  /** Repeats with this backoff, or after the wait that the seller asks for. */
  public FreeCalls(HttpCaller caller, Backoff backoff, ProviderContext context) {
    this.caller = caller;
    this.backoff = backoff;
    this.context = context;
  }

  /** Whether a status is one that passes by itself. */
  public static boolean passing(Reply reply) {
    return switch (reply.status()) {
      case 408, 425, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  /**
   * Sends a request as often as needed.
   *
   * @param again whether an answer is worth another try
   * @throws TransportException if the deadline came, the host ended the call, or the answer is too
   *     large; the message tells the last problem
   */
  public Reply exchange(HttpRequest request, Predicate<Reply> again, CallGuard guard)
      throws TransportException, InterruptedException {
    for (int failures = 0; ; failures++) {
      Duration wait = backoff.jittered(failures, context.random());
      String problem;
      try {
        Reply reply = caller.exchange(request, guard);
        if (!again.test(reply)) {
          return reply;
        }
        wait = longer(wait, RetryAfter.of(reply, context.clock()));
        problem = request.uri().getHost() + " answered with status " + reply.status();
      } catch (TransportException e) {
        if (!e.passing()) {
          throw e;
        }
        problem = e.problem();
      }
      pause(wait, problem, guard);
    }
  }

  /** A seller may ask for more patience than ours, not for less. */
  private static Duration longer(Duration own, Optional<Duration> asked) {
    return asked.filter(wait -> wait.compareTo(own) > 0).orElse(own);
  }

  private void pause(Duration wait, String problem, CallGuard guard)
      throws TransportException, InterruptedException {
    try {
      guard.sleep(context.sleeper(), wait);
    } catch (TransportException e) {
      if (e.reason() == Reason.DEADLINE) {
        throw new TransportException(
            Reason.DEADLINE, true, "no time is left to try again: " + problem, e);
      }
      throw e;
    }
  }
}
