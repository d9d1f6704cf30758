package dev.easel.server.blob.s3;

import dev.easel.http.Answer;
import dev.easel.http.CallGuard;
import dev.easel.http.HttpCaller;
import dev.easel.http.HttpLimits;
import dev.easel.http.HttpRequest;
import dev.easel.http.Patience;
import dev.easel.http.TransportException;
import dev.easel.spi.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends requests. Whatever is asked for may be asked for again without harm, and is, while the
 * service does not answer or is too busy, until time is over. Safe for threads; calls block.
 */
final class S3Connection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Also how long the service may take to begin its answer. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  private static final Duration STREAM = Duration.ofDays(1);

  private final S3Surroundings surroundings;
  private final S3Limits limits;
  private final Signer signer;
  private final Refusals refusals;
  private final BucketHealth health;
  private final HttpCaller caller;

  S3Connection(
      S3Settings settings, S3Limits limits, S3Surroundings surroundings, BucketHealth health) {
    this.surroundings = surroundings;
    this.limits = limits;
    this.signer = new Signer(settings, surroundings.clock());
    this.refusals = new Refusals(settings);
    this.health = health;
    HttpLimits usual = HttpLimits.usual();
    this.caller =
        new HttpCaller(
            new HttpLimits(CONNECT, usual.paceWindow(), usual.leastBytesPerSecond(), usual.pulse()),
            surroundings.userAgent());
  }

  /** The whole answer, which may be that there is no such object. */
  S3Reply exchange(S3Request request, Duration atMost) throws IOException {
    return repeat(Effort.patient(atMost), deadline -> once(request, deadline));
  }

  /** The same for a request that stores, to which not found is no answer. */
  S3Reply store(S3Request request, Effort effort) throws IOException {
    return repeat(
        effort,
        deadline -> {
          S3Reply reply = once(request, deadline);
          return reply.missing() ? reply.requireDone() : reply;
        });
  }

  private S3Reply once(S3Request request, Deadline deadline)
      throws IOException, InterruptedException, TransportException {
    Duration left = deadline.remaining();
    Duration head = request.payload().isPresent() ? left : IDLE;
    HttpRequest signed = signer.sign(request, new Patience(left, head, IDLE, true));
    try (Answer answer = caller.open(signed, CallGuard.until(deadline))) {
      S3Reply reply = S3Reply.read(answer, refusals);
      return reply.missing() ? reply : reply.requireDone();
    }
  }

  /**
   * Begins to read an object. The time is for the beginning; what follows may take as long as it
   * flows.
   *
   * @return empty if there is none
   */
  Optional<Answer> open(S3Request request, Duration atMost) throws IOException {
    return repeat(Effort.patient(atMost), _ -> begin(request));
  }

  private Optional<Answer> begin(S3Request request)
      throws IOException, InterruptedException, TransportException {
    HttpRequest signed = signer.sign(request, new Patience(STREAM, IDLE, IDLE, true));
    Answer answer = caller.open(signed, CallGuard.until(surroundings.deadlines().apply(STREAM)));
    if (answer.status() / 100 == 2) {
      return Optional.of(answer);
    }
    try (answer) {
      S3Reply reply = S3Reply.read(answer, refusals);
      if (!reply.missing()) {
        reply.requireDone();
      }
      return Optional.empty();
    }
  }

  URI presign(S3Request request, Duration validity) {
    return signer.presign(request, validity);
  }

  /** Waits before what failed is tried again. */
  void pause(int failures) throws InterruptedIOException {
    try {
      surroundings.sleeper().sleep(limits.backoff().jittered(failures, surroundings.random()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    caller.close();
  }

  /** One try. */
  @FunctionalInterface
  private interface Try<T> {
    T make(Deadline deadline) throws IOException, InterruptedException, TransportException;
  }

  private <T> T repeat(Effort effort, Try<T> one) throws IOException {
    Deadline deadline = surroundings.deadlines().apply(effort.atMost());
    for (int failures = 0; ; failures++) {
      try {
        return one.make(deadline);
      } catch (TransportException e) {
        failed(effort, unreachable(e), failures, deadline);
      } catch (S3Exception e) {
        failed(effort, e, failures, deadline);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      pause(failures);
    }
  }

  /** Gives up unless it is worth another try; time is over if not even the longest wait is left. */
  private void failed(Effort effort, S3Exception problem, int failures, Deadline deadline)
      throws S3Exception {
    health.failed(problem);
    boolean late = limits.backoff().bound(failures).compareTo(deadline.remaining()) >= 0;
    if (late || !effort.triesAgain(problem)) {
      throw problem;
    }
  }

  static S3Exception unreachable(TransportException e) {
    return new S3Exception(
        "the store of images does not answer: "
            + e.problem()
            + "; check blobs.endpoint, and the network on the way",
        e.passing(),
        e);
  }

  static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException interrupted =
        new InterruptedIOException("interrupted while waiting for the store of images");
    interrupted.initCause(cause);
    return interrupted;
  }
}
