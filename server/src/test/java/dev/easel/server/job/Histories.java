package dev.easel.server.job;

import dev.easel.server.Models;
import dev.easel.server.catalog.ModelCatalog;
import dev.easel.server.catalog.Seller;
import dev.easel.server.cost.Order;
import dev.easel.server.cost.Pricing;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.Delivery;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Route;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.domain.Source;
import dev.easel.spi.Background;
import dev.easel.spi.Billing;
import dev.easel.spi.Catalog;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.LogLine;
import dev.easel.spi.Meter;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.Outcome;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Priority;
import dev.easel.spi.Quality;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One history for each shape that a job's life takes, the same in every run. */
final class Histories {
  private static final Caller CALLER = new Caller("shop");
  private static final Duration RETENTION = Duration.ofDays(3);
  private static final JobInput PREPARED = new JobInput.Prepared();
  private static final JobInput ACCEPTED = new JobInput.Accepted(Sample.HANDLE);
  private static final JobInput STARTED = new JobInput.WorkStarted();
  private static final JobInput CANCEL = new JobInput.CancelRequested();
  private static final JobInput ADOPTED = new JobInput.Adopted();
  private static final JobInput LOST_REPLY =
      new JobInput.WorkFailed(
          Sample.failure(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE).withCode("502"));
  private static final JobInput UNTRACEABLE =
      new JobInput.Reconciled(new Reconciliation.Untraceable());

  private Histories() {}

  static Map<String, Recording> all() {
    Map<String, Recording> all = new TreeMap<>();
    addWellEnded(all);
    addFailed(all);
    addDoubted(all);
    addStopped(all);
    addUnderWay(all);
    return all;
  }

  private static void addWellEnded(Map<String, Recording> all) {
    all.put(
        "success",
        generate(2, "fal")
            .take(
                PREPARED,
                ACCEPTED,
                told(3, "queued"),
                told(0, "next"),
                STARTED,
                image(0),
                image(1),
                finished()));
    all.put(
        "success-in-one-answer",
        generate(1, "openai").take(PREPARED, image(0), finishedByTokens()));
    all.put("partial", generate(2, "fal").take(PREPARED, ACCEPTED, image(1), finished()));
    all.put(
        "one-slot-blocked",
        generate(2, "fal").take(PREPARED, ACCEPTED, STARTED, image(0), blocked(1), finished()));
    all.put(
        "preview",
        generate(1, "openai")
            .take(PREPARED, STARTED, preview(0), preview(1), image(0), finishedByTokens()));
    all.put(
        "edit-with-sources-and-mask",
        edit().take(PREPARED, ACCEPTED, STARTED, image(0), finished()));
    all.put(
        "every-option-and-a-cost-ceiling",
        everyOption().take(PREPARED, ACCEPTED, STARTED, image(0), finished()));
    all.put(
        "retried-elsewhere",
        generate(1, "fal", "openai")
            .take(
                PREPARED,
                failed(Fate.NOT_SENT, Fault.UNAVAILABLE),
                PREPARED,
                image(0),
                finishedByTokens()));
    all.put(
        "followed-by-another-process",
        generate(1, "fal").take(PREPARED, ACCEPTED, ADOPTED, STARTED, image(0), finished()));
  }

  private static void addFailed(Map<String, Recording> all) {
    all.put("refused", generate(1, "fal", "openai").take(PREPARED, refused()));
    all.put(
        "every-slot-blocked",
        generate(2, "fal").take(PREPARED, ACCEPTED, STARTED, blocked(0), blocked(1), finished()));
    all.put("empty-result", generate(1, "fal").take(PREPARED, ACCEPTED, STARTED, finished()));
    all.put(
        "rate-limited-to-the-end",
        generate(1, "fal").take(PREPARED, tooMany(), PREPARED, tooMany(), PREPARED, tooMany()));
    all.put(
        "preparation-failed",
        generate(1, "fal")
            .take(
                new JobInput.PreparationFailed(
                    Sample.failure(Fate.NOT_SENT, Fault.SOURCE_INVALID))));
    all.put("failed-and-billed", generate(1, "fal").take(PREPARED, ACCEPTED, STARTED, gone()));
    all.put("caller-key-lost", byCallerKey().take(ADOPTED));
  }

  private static void addDoubted(Map<String, Recording> all) {
    all.put("doubt-then-unknown", generate(1, "fal").take(PREPARED, LOST_REPLY, UNTRACEABLE));
    all.put(
        "doubt-then-unknown-after-the-window",
        generate(1, "fal")
            .take(PREPARED, ADOPTED, cannotTell())
            .waiting(Duration.ofMinutes(3))
            .take(UNTRACEABLE));
    all.put(
        "doubt-then-corrected",
        generate(1, "fal").take(PREPARED, LOST_REPLY, UNTRACEABLE, ACCEPTED, image(0), finished()));
    all.put(
        "doubt-then-corrected-to-a-failure",
        generate(1, "fal")
            .take(PREPARED, LOST_REPLY, UNTRACEABLE, failed(Fate.REFUSED, Fault.UNAVAILABLE)));
    all.put(
        "doubt-then-found",
        generate(1, "fal").take(PREPARED, LOST_REPLY, found(), STARTED, image(0), finished()));
    all.put(
        "doubt-then-absent",
        generate(1, "fal")
            .take(PREPARED, LOST_REPLY)
            .waiting(Duration.ofMinutes(2))
            .take(
                new JobInput.Reconciled(new Reconciliation.Absent()),
                PREPARED,
                ACCEPTED,
                image(0),
                finished()));
  }

  private static void addStopped(Map<String, Recording> all) {
    all.put("cancelled-before-the-send", generate(1, "fal").take(CANCEL));
    all.put(
        "cancelled",
        generate(1, "fal")
            .take(PREPARED, ACCEPTED, CANCEL, failed(Fate.FAILED_UNBILLED, Fault.CANCELLED)));
    all.put(
        "cancelled-too-late",
        generate(1, "fal").take(PREPARED, ACCEPTED, STARTED, CANCEL, image(0), finished()));
    all.put(
        "timed-out",
        generate(1, "fal")
            .take(
                PREPARED,
                ACCEPTED,
                STARTED,
                new JobInput.ExecutionTimedOut(1),
                failed(Fate.FAILED_PERHAPS_BILLED, Fault.CANCELLED)));
  }

  private static void addUnderWay(Map<String, Recording> all) {
    all.put("just-accepted", generate(1, "fal"));
    all.put("intended", generate(1, "fal").take(PREPARED));
    all.put("in-doubt", generate(1, "fal").take(PREPARED, LOST_REPLY));
    all.put(
        "running",
        generate(2, "fal").take(PREPARED, ACCEPTED, told(1, "queued"), STARTED, image(1)));
    all.put("cancelling", generate(1, "fal").take(PREPARED, ACCEPTED, STARTED, CANCEL));
  }

  private static Recording generate(int count, String... instances) {
    return recording(Sample.request(count), Payer.SERVICE, instances);
  }

  private static Recording byCallerKey() {
    return recording(Sample.request(1), Payer.CALLER, "fal-byok");
  }

  private static Recording edit() {
    EditInput input =
        new EditInput(
            List.of(
                new Source.Stored(new BlobId("S".repeat(26)), "5".repeat(64), Models.TALL),
                new Source.Linked(URI.create("https://images.example/red%20fox.png?size=1"))),
            Optional.of(new Source.Stored(new BlobId("M".repeat(26)), "a".repeat(64), Models.TALL)),
            Optional.of(InputFidelity.HIGH));
    JobRequest request =
        new JobRequest(
            Operation.EDIT,
            "make the fox \"blue\" 🦊",
            Models.MODEL,
            Sample.request(1).output(),
            input,
            JobOptions.unset());
    return recording(request, Payer.SERVICE, "fal");
  }

  private static Recording everyOption() {
    JobOptions options =
        new JobOptions(
            Optional.of("order-4711"),
            List.of("fal", "openai"),
            Optional.of(Duration.ofSeconds(90, 500_000_000)),
            Optional.of(Usd.parse("0.5")),
            Delivery.INLINE,
            Priority.LOW,
            2,
            Optional.of("user-1"),
            Map.of("tenant", "blue", "project", "狐"));
    OutputSpec output =
        new OutputSpec(
            1,
            Optional.of(new SizeChoice.Auto()),
            Optional.of(Quality.HIGH),
            Optional.of(Background.OPAQUE),
            Optional.of(ImageFormat.JPEG),
            Optional.of(80),
            Optional.empty());
    JobRequest request = JobRequest.generate("a red\nfox", Models.MODEL, output, options);
    return recording(request, Payer.SERVICE, "fal", "openai");
  }

  private static Recording recording(JobRequest request, Payer payer, String... instances) {
    Job job =
        Job.accepted(
            new JobId("01J0" + "0".repeat(22)),
            CALLER,
            request,
            Arrays.stream(instances).map(instance -> route(instance, request, payer)).toList(),
            Sample.NOW,
            Sample.NOW.plus(RETENTION));
    return new Recording(machine(instances), job);
  }

  private static Route route(String instance, JobRequest request, Payer payer) {
    Endpoint endpoint = Models.endpoint();
    OutputSpec output = request.output().orElse(endpoint.capabilities().defaults());
    return new Route(
        instance,
        endpoint.name(),
        output,
        request.input().inputFidelity(),
        payer,
        new Pricing().quote(endpoint, "test", payer, Order.generate(request.prompt(), output)));
  }

  private static JobMachine machine(String... instances) {
    ModelCatalog catalog =
        new ModelCatalog(
            Arrays.stream(instances).map(name -> new Seller(name, "test", catalog())).toList(),
            Optional.empty());
    return new JobMachine(
        Sample.settlement(catalog),
        Sample.ceiling(catalog),
        new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(60)));
  }

  /** The catalog of the other tests, which sells edits too. */
  private static Catalog catalog() {
    Offering generates = Models.catalog().offerings().getFirst();
    Offering both =
        new Offering(
            generates.model(),
            Map.of(Operation.GENERATE, Models.endpoint(), Operation.EDIT, Models.endpoint()),
            Optional.empty(),
            true,
            true);
    return new Catalog("test", "made up", LocalDate.of(2026, 11, 20), List.of(both));
  }

  private static JobInput told(int place, String line) {
    return new JobInput.Told(
        Optional.of(place), List.of(new LogLine("INFO", line, Sample.NOW.plusMillis(place))));
  }

  private static JobInput image(int slot) {
    ImageFacts facts =
        new ImageFacts(
            Optional.of(Quality.MEDIUM), Optional.of(Background.OPAQUE), Optional.of("a fox, red"));
    return new JobInput.ImageStored(
        new SlotResult.Filled(slot, blob("R", slot, BlobPurpose.RESULT), facts));
  }

  private static JobInput preview(int ordinal) {
    return new JobInput.Previewed(
        0, ordinal, blob("P", ordinal, BlobPurpose.PREVIEW), ImageFacts.none());
  }

  private static Blob blob(String letter, int number, BlobPurpose purpose) {
    return new Blob(
        new BlobId(letter.repeat(25) + number),
        CALLER,
        purpose,
        ImageFormat.PNG,
        Models.SQUARE,
        1_500_000 + number,
        "%064x".formatted(number),
        Sample.NOW.plus(RETENTION));
  }

  private static JobInput finished() {
    return Sample.finished();
  }

  private static JobInput finishedByTokens() {
    Map<Meter, BigDecimal> usage =
        Map.of(
            Meter.INPUT_TEXT_TOKEN, new BigDecimal("13"),
            Meter.OUTPUT_TEXT_TOKEN, new BigDecimal("272.0"));
    return new JobInput.WorkFinished(
        new Outcome(
            new Billing(Optional.of(Usd.parse("0.042")), usage),
            "gpt-image-1-2025",
            Optional.of(Duration.ofNanos(1_234_567_891)),
            Optional.of("req_1")));
  }

  private static JobInput failed(Fate fate, Fault fault) {
    return Sample.failed(fate, fault);
  }

  private static JobInput refused() {
    return new JobInput.WorkFailed(
        Sample.failure(Fate.REFUSED, Fault.REQUEST_REJECTED)
            .withCode("invalid_value")
            .withRequestId("req_2")
            .withFields(List.of("prompt", "output.size")));
  }

  private static JobInput tooMany() {
    return new JobInput.WorkFailed(
        Sample.failure(Fate.REFUSED, Fault.RATE_LIMITED).withRetryAfter(Duration.ofMillis(2_500)));
  }

  private static JobInput gone() {
    return new JobInput.WorkFailed(
        Sample.failure(Fate.FAILED_BILLED, Fault.RESPONSE_INVALID).withRetryable(false));
  }

  private static JobInput blocked(int slot) {
    return new JobInput.SlotRefused(
        slot, Sample.failure(Fate.FAILED_UNBILLED, Fault.CONTENT_BLOCKED_OUTPUT));
  }

  private static JobInput found() {
    return new JobInput.Reconciled(new Reconciliation.Found(Sample.HANDLE));
  }

  private static JobInput cannotTell() {
    return new JobInput.Reconciled(new Reconciliation.CannotTell());
  }
}
