package dev.easel.server.job;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Source;
import dev.easel.server.job.JobStore.Position;
import dev.easel.spi.OtherRequests;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of the attempts beside a lost one, whoever made them: their intents are committed
 * before their requests leave, so that the store has them all. Safe for threads.
 */
final class OtherAttempts {
  /** A job may have waited for so long before its attempt. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** What two clocks may differ by, twice. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(20);

  /** Beyond that, nothing is told: to go through them takes a second or so, for each question. */
  private static final int MOST_JOBS = 10_000;

  private final JobStore store;

  @Inject
  OtherAttempts(JobStore store) {
    this.store = store;
  }

  /**
   * What is known of them now. Of the jobs that were gone through only the identifiers are kept.
   */
  OtherRequests beside(Job job, Attempt lost, Instant lostAt) {
    Search search =
        new Search(job, lost, lost.startTime().minus(CLOCKS_APART), lostAt.plus(CLOCKS_APART));
    Instant created = search.from.minus(LONGEST_WAIT);
    JobPages recent = (place, limit) -> store.created(place, search.until, limit);
    JobPages older = (place, limit) -> store.inDoubt(place, created, search.from, limit);
    boolean all =
        older.show(Position.beginning(Instant.MIN), search::sees)
            && recent.show(Position.beginning(created), search::sees);
    return all ? new OtherRequests(search.ids, search.complete) : OtherRequests.unknown();
  }

  /** Collects what there is beside one lost attempt. */
  private static final class Search {
    private final Job job;
    private final Attempt lost;
    private final Instant from;
    private final Instant until;
    private final Set<String> ids = new HashSet<>();
    private boolean complete = true;
    private int seen;

    /** For what may have been sent in a span of time. */
    Search(Job job, Attempt lost, Instant from, Instant until) {
      this.job = job;
      this.lost = lost;
      this.from = from;
      this.until = until;
    }

    /** Takes a job in; false if they are too many. */
    boolean sees(Job other) {
      boolean alike = other.id().equals(job.id()) || asksTheSame(other.request(), job.request());
      for (Attempt attempt : other.attempts()) {
        boolean elsewhere = !attempt.provider().equals(lost.provider());
        boolean itself = other.id().equals(job.id()) && attempt.number() == lost.number();
        if (!elsewhere && !itself) {
          attempt.providerRequestId().ifPresent(ids::add);
          complete &= !(alike && isUnknown(attempt) && overlaps(attempt));
        }
      }
      seen++;
      return seen <= MOST_JOBS;
    }

    private boolean overlaps(Attempt attempt) {
      return !attempt.startTime().isAfter(until)
          && attempt.sentUntil().filter(last -> last.isBefore(from)).isEmpty();
    }
  }

  /** Whether the seller may have a request of it that we do not know. */
  private static boolean isUnknown(Attempt attempt) {
    return attempt.handle().isEmpty() && attempt.open();
  }

  /** Other options would make them differ too; told too often, it does no harm. */
  private static boolean asksTheSame(JobRequest one, JobRequest other) {
    return one.operation() == other.operation()
        && one.prompt().equals(other.prompt())
        && contents(one).equals(contents(other));
  }

  private static List<String> contents(JobRequest request) {
    return request.input().all().map(OtherAttempts::content).toList();
  }

  private static String content(Source source) {
    return switch (source) {
      case Source.Carried carried -> carried.sha256();
      case Source.Stored stored -> stored.sha256();
      case Source.Linked linked -> linked.url().toString();
    };
  }
}
