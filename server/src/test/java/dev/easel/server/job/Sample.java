package dev.easel.server.job;

import dev.easel.server.Models;
import dev.easel.server.catalog.ModelCatalog;
import dev.easel.server.cost.Ceiling;
import dev.easel.server.cost.Order;
import dev.easel.server.cost.Pricing;
import dev.easel.server.cost.Settlement;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Route;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Billing;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Outcome;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Quality;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.SizeChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Jobs and what happens to them, for tests of the machine. */
final class Sample {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final Handle HANDLE = new Handle("handle-1", "request-1");

  static final JobInput PREPARED = new JobInput.Prepared();
  static final JobInput ACCEPTED = new JobInput.Accepted(HANDLE);
  static final JobInput STARTED = new JobInput.WorkStarted();
  static final JobInput CANCEL = new JobInput.CancelRequested();
  static final JobInput UNTRACEABLE = new JobInput.Reconciled(new Reconciliation.Untraceable());

  private Sample() {}

  static JobMachine machine(int maxAttempts, String... instances) {
    ModelCatalog catalog = Models.soldBy(instances);
    return new JobMachine(
        settlement(catalog),
        ceiling(catalog),
        new RetryPolicy(maxAttempts, Duration.ofSeconds(1), Duration.ofSeconds(60)));
  }

  static Play play(int count, String... instances) {
    return new Play(machine(3, instances), job(count, instances));
  }

  static Settlement settlement(ModelCatalog catalog) {
    return new Settlement(catalog, new Pricing());
  }

  static Ceiling ceiling(ModelCatalog catalog) {
    return new Ceiling(catalog, new Pricing());
  }

  static JobRequest request(int count) {
    OutputSpec output =
        new OutputSpec(
            count,
            Optional.of(new SizeChoice.Exact(Models.SQUARE)),
            Optional.of(Quality.MEDIUM),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return JobRequest.generate("a red fox", Models.MODEL, output, JobOptions.unset());
  }

  static Job job(int count, String... instances) {
    return job(count, Arrays.stream(instances).map(instance -> route(instance, count)).toList());
  }

  static Job job(int count, List<Route> routes) {
    return Job.accepted(
        new JobId("01JOB"),
        Caller.LOCAL,
        request(count),
        routes,
        NOW,
        NOW.plus(Duration.ofDays(3)));
  }

  static Route route(String instance, int count) {
    Endpoint endpoint = Models.endpoint();
    OutputSpec output = request(count).output().orElse(endpoint.capabilities().defaults());
    return new Route(
        instance,
        endpoint.name(),
        output,
        Optional.empty(),
        Payer.SERVICE,
        new Pricing().quote(endpoint, "test", Payer.SERVICE, Order.generate("a red fox", output)));
  }

  static JobInput.ImageStored image(int slot) {
    Blob blob =
        new Blob(
            new BlobId("0000000000000000000000000" + slot),
            Caller.LOCAL,
            BlobPurpose.RESULT,
            ImageFormat.PNG,
            Models.SQUARE,
            1_000,
            "00",
            NOW.plus(Duration.ofDays(3)));
    return new JobInput.ImageStored(new SlotResult.Filled(slot, blob, ImageFacts.none()));
  }

  static JobInput.WorkFinished finished() {
    return new JobInput.WorkFinished(
        new Outcome(Billing.untold(), "test", Optional.of(Duration.ofSeconds(2))));
  }

  static JobInput.WorkFailed failed(Fate fate, Fault fault) {
    return new JobInput.WorkFailed(failure(fate, fault));
  }

  static ProviderFailure failure(Fate fate, Fault fault) {
    return ProviderFailure.of(fate, fault, "the seller said no");
  }

  /** A job played through some inputs: its steps, and the job after the last. */
  static final class Play {
    private final JobMachine machine;
    private Job job;
    private Step last;

    Play(JobMachine machine, Job job) {
      this.machine = machine;
      this.last = machine.accept(job, NOW);
      this.job = last.job();
    }

    Step take(JobInput... inputs) {
      for (JobInput input : inputs) {
        last = machine.apply(job, input, NOW);
        job = last.job();
      }
      return last;
    }

    Job job() {
      return job;
    }

    List<Side> sides() {
      return last.sides();
    }
  }
}
