package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.http.Answer;
import dev.easel.http.Backoff;
import dev.easel.http.CallGuard;
import dev.easel.http.EventReader;
import dev.easel.http.Reply;
import dev.easel.http.ServerEvent;
import dev.easel.http.TransportException;
import dev.easel.http.TransportException.Reason;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.spi.ProviderContext;
import dev.easel.spi.ProviderException;
import java.time.Duration;
import java.util.Optional;

/** Watches a request until it is completed: by the stream of its statuses, else by polling. */
final class StatusWatch {
  private static final Backoff POLLING =
      new Backoff(Duration.ofMillis(500), 1.5, Duration.ofSeconds(5));
  private static final int LONGEST_EVENT = 1 << 20;

  /** fal's own client gives a stream up after 15 s without an event. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  /** About a minute: a request that was just accepted may not be known everywhere yet. */
  private static final int MOST_DENIALS = 16;

  private static final JsonReader READER = new JsonReader(JsonLimits.ANSWER);

  private final QueueClient queue;
  private final ProviderContext context;

  StatusWatch(QueueClient queue, ProviderContext context) {
    this.queue = queue;
    this.context = context;
  }

  /** The last status of the request; every status is reported. */
  QueueStatus untilCompleted(
      QueueTicket ticket, ProgressReport report, Failures failures, CallGuard guard)
      throws ProviderException, TransportException, InterruptedException {
    Optional<QueueStatus> streamed = byStream(ticket, report, guard);
    return streamed.isPresent() ? streamed.get() : byPolling(ticket, report, failures, guard);
  }

  /** Empty when the stream could not be had or ended early. */
  private Optional<QueueStatus> byStream(QueueTicket ticket, ProgressReport report, CallGuard guard)
      throws TransportException, InterruptedException {
    try (Answer answer = queue.stream(ticket, guard)) {
      return answer.status() == 200
          ? lastOf(new EventClock(answer, LONGEST_PAUSE), report)
          : Optional.empty();
    } catch (TransportException e) {
      if (e.passing() || e.reason() == Reason.TOO_LARGE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<QueueStatus> lastOf(EventClock clock, ProgressReport report)
      throws TransportException, InterruptedException {
    EventReader events = new EventReader(clock, LONGEST_EVENT);
    for (Optional<ServerEvent> event = events.next(); event.isPresent(); event = events.next()) {
      clock.tick();
      Optional<QueueStatus> status = status(event.get());
      status.ifPresent(report::tell);
      if (status.filter(QueueStatus::completed).isPresent()) {
        return status;
      }
    }
    return Optional.empty();
  }

  private QueueStatus byPolling(
      QueueTicket ticket, ProgressReport report, Failures failures, CallGuard guard)
      throws ProviderException, TransportException, InterruptedException {
    LogWish logs = new LogWish();
    int denials = 0;
    for (int round = 0; ; round++) {
      Optional<Reply> reply = poll(ticket, logs, guard);
      Optional<QueueStatus> status = reply.flatMap(this::status);
      status.ifPresent(report::tell);
      if (status.filter(QueueStatus::completed).isPresent()) {
        return status.get();
      }
      boolean denied = reply.filter(StatusWatch::isDenial).isPresent();
      denials = denied ? denials + 1 : 0;
      if (denials == MOST_DENIALS) {
        throw failures.followRefused(reply.orElseThrow(), ticket);
      }
      guard.nap(context.sleeper(), POLLING.bound(round));
    }
  }

  /** Empty when there was no answer this time. */
  private Optional<Reply> poll(QueueTicket ticket, LogWish logs, CallGuard guard)
      throws TransportException, InterruptedException {
    try {
      return Optional.of(queue.status(ticket, logs.wanted(), guard));
    } catch (TransportException e) {
      if (e.reason() == Reason.TOO_LARGE) {
        logs.drop();
        return Optional.empty();
      }
      if (e.passing()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * fal says that there is no such request. What it says of our key passes, as the work does not.
   */
  private static boolean isDenial(Reply reply) {
    return switch (reply.status()) {
      case 404, 410 -> true;
      default -> false;
    };
  }

  private Optional<QueueStatus> status(Reply reply) {
    return reply.successful()
        ? reply.findJson().flatMap(json -> QueueStatus.of(json, context.clock()))
        : Optional.empty();
  }

  private Optional<QueueStatus> status(ServerEvent event) {
    try {
      return QueueStatus.of(READER.readLeniently(event.data().getBytes(UTF_8)), context.clock());
    } catch (JsonException e) {
      // The polling that follows a useless stream finds out what there is to know.
      return Optional.empty();
    }
  }

  /** Whether the log is asked for: not once it has outgrown an answer. */
  private static final class LogWish {
    private boolean wanted = true;

    boolean wanted() {
      return wanted;
    }

    void drop() {
      wanted = false;
    }
  }
}
