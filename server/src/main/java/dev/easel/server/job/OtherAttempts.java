package dev.easel.server.job;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Doubt;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Source;
import dev.easel.spi.OtherRequests;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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

  /** Beyond that, nothing is told: they are read into memory. */
  private static final int MOST_JOBS = 2_000;

  private final JobStore store;

  @Inject
  OtherAttempts(JobStore store) {
    this.store = store;
  }

  /** What is known of them now. */
  OtherRequests beside(Job job, Attempt lost, Instant lostAt) {
    Instant until = lostAt.plus(CLOCKS_APART);
    Instant from = lost.startTime().minus(CLOCKS_APART);
    Optional<List<Job>> jobs = store.created(from.minus(LONGEST_WAIT), until, MOST_JOBS);
    if (jobs.isEmpty()) {
      return OtherRequests.unknown();
    }
    Set<String> ids = new HashSet<>();
    boolean complete = true;
    for (Job other : jobs.get()) {
      boolean alike = other.id().equals(job.id()) || asksTheSame(other.request(), job.request());
      for (Attempt attempt : other.attempts()) {
        boolean elsewhere = !attempt.provider().equals(lost.provider());
        boolean itself = other.id().equals(job.id()) && attempt.number() == lost.number();
        if (elsewhere || itself) {
          continue;
        }
        attempt.providerRequestId().ifPresent(ids::add);
        complete &= !(alike && isUnknown(attempt) && overlaps(attempt, from, until));
      }
    }
    return new OtherRequests(ids, complete);
  }

  /** Whether the seller may have a request of it that we do not know. */
  private static boolean isUnknown(Attempt attempt) {
    return attempt.handle().isEmpty() && attempt.open();
  }

  private static boolean overlaps(Attempt attempt, Instant from, Instant until) {
    Optional<Instant> sentUntil = attempt.doubt().map(Doubt::since);
    return !attempt.startTime().isAfter(until)
        && sentUntil.filter(last -> last.isBefore(from)).isEmpty();
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
