package dev.easel.server.job;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.Route;
import dev.easel.server.provider.Providers;
import dev.easel.spi.AttemptKey;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Report;
import dev.easel.spi.Secret;
import dev.easel.spi.Testimony;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what sellers report on attempts, at whichever replica it comes. A report is believed to be
 * of a request that the seller has, for an attempt of which we know none; all else is asked of the
 * seller. So it can come twice, late or never. Safe for threads.
 */
public final class Reports {
  private static final Logger log = LoggerFactory.getLogger(Reports.class);

  /** Sellers wait 15 s for an answer. */
  private static final Duration JUDGEMENT = Duration.ofSeconds(8);

  private final JobStore store;
  private final JobEngine engine;
  private final Providers providers;
  private final JobSettings settings;
  private final Clockwork clockwork;

  @Inject
  Reports(
      JobStore store,
      JobEngine engine,
      Providers providers,
      JobSettings settings,
      Clockwork clockwork) {
    this.store = store;
    this.engine = engine;
    this.providers = providers;
    this.settings = settings;
    this.clockwork = clockwork;
  }

  /** What became of a report. */
  public enum Reception {
    /** What it tells is durable, or was known, or is of no use any more. */
    TAKEN,
    /** It is not proven to be the seller's. */
    UNTRUSTED,
    /** It cannot be judged or kept now; it is to be sent again. */
    LATER
  }

  /**
   * An address to which something was sent.
   *
   * @param instance the provider instance that it is for
   * @param attempt what it is to speak of
   * @param token what proves that it was told the address
   */
  public record Addressed(String instance, AttemptKey attempt, Secret token) {}

  /** Whether an address is one of ours. */
  public boolean isOurs(Addressed to) {
    return settings
        .callbacks()
        .filter(callbacks -> callbacks.isToken(to.token(), to.instance(), to.attempt()))
        .isPresent();
  }

  /**
   * Takes what came to an address of ours.
   *
   * @param headers values by name in small letters
   * @param body at most 1 MiB
   */
  public Reception receive(Addressed to, Map<String, List<String>> headers, ByteBuffer body)
      throws InterruptedException {
    Instant now = clockwork.now();
    try {
      Optional<Job> job = store.find(new JobId(to.attempt().jobId()));
      Optional<Attempt> attempt = job.flatMap(found -> attempt(found, to));
      return attempt.isEmpty()
          ? Reception.TAKEN
          : receive(job.orElseThrow(), attempt.get(), to, headers, body, now);
    } catch (StoreUnavailableException e) {
      log.debug("a report on job {} cannot be kept now", to.attempt().jobId(), e);
      return Reception.LATER;
    }
  }

  private static Optional<Attempt> attempt(Job job, Addressed to) {
    return job.attempts().stream()
        .filter(attempt -> attempt.number() == to.attempt().number())
        .filter(attempt -> attempt.provider().equals(to.instance()))
        .findFirst();
  }

  private Reception receive(
      Job job,
      Attempt attempt,
      Addressed to,
      Map<String, List<String>> headers,
      ByteBuffer body,
      Instant now)
      throws InterruptedException {
    Route route =
        job.routes().stream()
            .filter(one -> one.provider().equals(attempt.provider()))
            .findFirst()
            .orElseThrow();
    Report report = new Report(to.attempt(), AskedWork.of(job, route), headers, body, now);
    try {
      return switch (judge(report, to.instance())) {
        case Testimony.Untrusted(String why) -> {
          log.warn("job {}: a report is not trusted: {}", job.id(), why);
          yield Reception.UNTRUSTED;
        }
        case Testimony.Credible(Handle handle) -> take(job, attempt, handle);
      };
    } catch (ProviderException e) {
      log.warn("job {}: a report cannot be judged now: {}", job.id(), e.getMessage());
      return Reception.LATER;
    }
  }

  private Testimony judge(Report report, String instance)
      throws ProviderException, InterruptedException {
    return provider(instance)
        .hear(
            report,
            new JobCall(
                report.attempt(),
                Optional.empty(),
                clockwork.deadline(JUDGEMENT),
                Reports::nothingToSend));
  }

  private static Optional<String> nothingToSend() {
    return Optional.of("a report is judged, and nothing is bought");
  }

  /** One that was taken out of the configuration may come back. */
  private ImageProvider provider(String instance) throws ProviderException {
    try {
      return providers.named(instance);
    } catch (IllegalArgumentException e) {
      throw WorkFailures.notConfigured(instance, e);
    }
  }

  private Reception take(Job job, Attempt attempt, Handle handle) {
    if (!job.attemptInDoubt().equals(OptionalInt.of(attempt.number()))) {
      return noticed(job, attempt, handle);
    }
    try {
      boolean taken = engine.reported(job.id(), attempt.number(), handle);
      log.info(
          "job {}: {} reports request {} for attempt {}",
          job.id(),
          attempt.provider(),
          handle.requestId(),
          attempt.number());
      return taken ? Reception.TAKEN : Reception.LATER;
    } catch (HandleTakenException e) {
      log.warn(
          "job {}: attempt {} is told of request {}, which is another attempt's",
          job.id(),
          attempt.number(),
          handle.requestId());
      return Reception.TAKEN;
    }
  }

  /** What is followed is looked at now; what contradicts what is known is for the operator. */
  private Reception noticed(Job job, Attempt attempt, Handle handle) {
    if (attempt.endTime().isEmpty()) {
      engine.look(job.id());
    }
    if (!attempt.providerRequestId().equals(Optional.of(handle.requestId()))) {
      log.warn(
          "job {}: {} reports request {} for attempt {}, which is known as {}; it may be charged",
          job.id(),
          attempt.provider(),
          handle.requestId(),
          attempt.number(),
          attempt.providerRequestId().orElse("never taken"));
    }
    return Reception.TAKEN;
  }
}
