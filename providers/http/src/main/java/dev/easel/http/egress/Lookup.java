package dev.easel.http.egress;

import dev.easel.http.CallGuard;
import dev.easel.http.TransportException;
import dev.easel.http.egress.SourceException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Finds the addresses of a URL's host, once, and has the policy check every one. */
final class Lookup {
  private final EgressPolicy policy;
  private final NameResolver resolver;

  Lookup(EgressPolicy policy, NameResolver resolver) {
    this.policy = policy;
    this.resolver = resolver;
  }

  List<InetAddress> addresses(GuardedUrl url, Duration atMost, CallGuard guard)
      throws SourceException, InterruptedException {
    List<InetAddress> addresses =
        url.literal().isPresent()
            ? List.of(url.literal().get())
            : resolve(url.host(), atMost, guard);
    try {
      policy.checkAddresses(url, addresses);
      return addresses;
    } catch (RefusedUrlException e) {
      throw new SourceException(Reason.FORBIDDEN, e.problem(), e);
    }
  }

  /**
   * The system's resolver cannot be interrupted, and holds the thread it runs on: it gets one of
   * its own, which is left behind when it takes too long.
   */
  private List<InetAddress> resolve(String name, Duration atMost, CallGuard guard)
      throws SourceException, InterruptedException {
    FutureTask<List<InetAddress>> task = new FutureTask<>(() -> resolver.resolve(name));
    Thread.ofPlatform().daemon().name("easel-lookup").start(task);
    try {
      List<InetAddress> found = guard.await(task, atMost);
      if (found.isEmpty()) {
        throw unknown(name, null);
      }
      return found;
    } catch (TransportException e) {
      throw Failures.of(e);
    } catch (TimeoutException e) {
      throw late(name, guard, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw unknown(name, unknown);
      }
      throw new IllegalStateException("the resolver failed", e.getCause());
    }
  }

  private static SourceException unknown(String name, @Nullable Exception cause) {
    return new SourceException(
        Reason.UNREACHABLE, "names the host " + name + ", which cannot be found", cause);
  }

  private static SourceException late(String name, CallGuard guard, TimeoutException cause) {
    return guard.deadline().passed()
        ? new SourceException(Reason.DEADLINE, "was not fetched before the deadline", cause)
        : new SourceException(
            Reason.UNREACHABLE, "names the host " + name + ", which is not found in time", cause);
  }
}
