package dev.easel.server.job;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Route;
import dev.easel.server.fetch.SourceShelf;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.JobStore.IdempotencyKey;
import dev.easel.server.job.StoreUnavailableException.Lack;
import dev.easel.spi.Secret;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes requests jobs, each of them once. Safe for threads. */
public final class JobIntake {
  private static final int MOST_ACCEPTS = 4;
  private static final Duration ACCEPT_PAUSE = Duration.ofMillis(500);

  private final JobStore store;
  private final JobRoom room;
  private final JobEngine engine;
  private final DisownedJobs disowned;
  private final SourceShelf shelf;
  private final Identifiers identifiers;
  private final Workshop shop;

  @Inject
  JobIntake(
      JobStore store,
      JobRoom room,
      JobEngine engine,
      SourceShelf shelf,
      Identifiers identifiers,
      Workshop shop) {
    this.store = store;
    this.room = room;
    this.engine = engine;
    this.disowned = new DisownedJobs(store, shop.claims(), shop.clockwork(), engine::gone);
    this.shelf = shelf;
    this.identifiers = identifiers;
    this.shop = shop;
  }

  /**
   * Makes a request a job and begins it, or finds the job that it became before.
   *
   * @param routes who may serve it, in order
   * @param callerKey a key of the caller's own, if the call carries one
   * @return the job as it stands now
   * @throws Rejection if the server is ending, has no room for it, or the request's name was used
   *     for another
   */
  public Job submit(
      Caller caller, JobRequest request, List<Route> routes, @Nullable Secret callerKey) {
    room.require(request);
    Instant expireTime = shop.clockwork().now().plus(shop.settings().retention());
    EditInput kept = keep(caller, request.input(), expireTime);
    boolean begun = false;
    try {
      Job job = submit(caller, request.with(kept), routes, expireTime, callerKey);
      begun = job.request().input().equals(kept);
      return job;
    } catch (StoreUnavailableException e) {
      // Accepted or not, nobody knows: if it was, it needs its sources; if not, they expire. What
      // there was no room for was not taken.
      begun = e.lack() != Lack.SPACE;
      throw e;
    } finally {
      if (!begun) {
        shelf.discard(request.input(), kept);
      }
    }
  }

  /**
   * The job that the same request became before, whatever has changed here since: what an answer
   * was lost for is found again, though its sources, its offering or the room for it may be gone.
   *
   * @return empty if the request's name is free, or it has none
   * @throws Rejection if the name was used for another request, or its job was deleted
   */
  public Optional<Job> repeated(Caller caller, JobRequest request) {
    Instant now = shop.clockwork().now();
    return idempotencyKey(caller, request, now)
        .flatMap(key -> store.claimed(key, now))
        .map(JobIntake::known);
  }

  /** What the request of this name started from, if there is its job. */
  public EditInput remembered(Caller caller, String requestId) {
    return store
        .named(caller, requestId, shop.clockwork().now())
        .map(job -> job.request().input())
        .orElse(EditInput.none());
  }

  private static Job known(Acceptance acceptance) {
    return switch (acceptance) {
      case Acceptance.Fresh() -> throw new IllegalStateException("nothing was accepted");
      case Acceptance.Known(Job known) -> known;
      case Acceptance.Deleted(JobId id) ->
          throw Rejection.of(
              Reason.JOB_NOT_FOUND,
              "this request_id became job " + id + ", which was deleted",
              Map.of("job_id", id.value()));
      case Acceptance.Conflict(JobId id) ->
          throw Rejection.of(
              Reason.REQUEST_ID_REUSED,
              "this request_id was used for another request, job " + id,
              Map.of("job_id", id.value()));
    };
  }

  private EditInput keep(Caller caller, EditInput input, Instant expireTime) {
    try {
      return shelf.keep(caller, input, expireTime);
    } catch (IOException e) {
      throw new UncheckedIOException("the request's images cannot be stored", e);
    }
  }

  private Job submit(
      Caller caller,
      JobRequest request,
      List<Route> routes,
      Instant expireTime,
      @Nullable Secret callerKey) {
    Instant now = shop.clockwork().now();
    Job job = Job.accepted(identifiers.job(now), caller, request, routes, now, expireTime);
    Step step = shop.machine().accept(job, now);
    Claim claim = new Claim(step.job(), JobClaims.FIRST_EPOCH);
    JobRun run = new JobRun(shop, claim, step.next().orElseThrow(), callerKey);
    engine.expect(run);
    boolean kept = false;
    try {
      Acceptance acceptance = accept(step, idempotencyKey(caller, request, expireTime));
      kept = acceptance instanceof Acceptance.Fresh;
      return kept ? begin(run) : known(acceptance);
    } catch (StoreUnavailableException e) {
      // What there was no room for was not taken.
      kept = request.options().requestId().isEmpty() && e.lack() != Lack.SPACE;
      if (kept) {
        shop.aside(() -> disown(run));
      }
      throw e;
    } finally {
      if (!kept) {
        engine.dismiss(run);
      }
    }
  }

  /** A request with a name may be repeated, and its job found. */
  private void disown(JobRun run) {
    try {
      disowned.end(run);
    } finally {
      engine.dismiss(run);
    }
  }

  /** An answer that was lost is asked for again, so that no caller must send a request twice. */
  private Acceptance accept(Step step, Optional<IdempotencyKey> key) {
    StoreUnavailableException unknown = null;
    for (int left = MOST_ACCEPTS; ; left--) {
      try {
        return store.accept(step.job(), step.events().getFirst(), key);
      } catch (StoreUnavailableException e) {
        if (e.lack() == Lack.SPACE) {
          throw unknown == null ? e : unknown;
        }
        if (left == 1) {
          throw e;
        }
        unknown = e;
        pauseBeforeAccept(e);
      }
    }
  }

  private void pauseBeforeAccept(StoreUnavailableException why) {
    try {
      shop.clockwork().sleeper().sleep(ACCEPT_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }

  private static Optional<IdempotencyKey> idempotencyKey(
      Caller caller, JobRequest request, Instant expireTime) {
    return request
        .options()
        .requestId()
        .map(name -> new IdempotencyKey(caller, name, Fingerprint.of(request), expireTime));
  }

  private Job begin(JobRun run) {
    Job job = run.job();
    shop.ledger().tell(job);
    engine.start(run);
    return job;
  }
}
