package dev.easel.server.job.simulation;

import dev.easel.server.Models;
import dev.easel.server.cost.Order;
import dev.easel.server.cost.Pricing;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Route;
import dev.easel.spi.Endpoint;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Quality;
import dev.easel.spi.SizeChoice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Wants one job done: asks until it is told of it, watches it, and may think better of it. */
final class Customer {
  private final Callers callers;
  private final World world;
  private final Caller caller;
  private final Optional<String> requestId;
  private final JobRequest request;
  private final List<Route> routes;

  Customer(Callers callers, Caller caller, int number) {
    this.callers = callers;
    this.world = callers.world;
    this.caller = caller;
    this.requestId =
        world.random.nextInt(4) == 0 ? Optional.empty() : Optional.of("request-" + number);
    OutputSpec output = output(1 + world.random.nextInt(2));
    this.request = JobRequest.generate("fox " + number, Models.MODEL, output, options(requestId));
    this.routes = routes(output);
  }

  private static OutputSpec output(int count) {
    return new OutputSpec(
        count,
        Optional.of(new SizeChoice.Exact(Models.SQUARE)),
        Optional.of(Quality.MEDIUM),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static JobOptions options(Optional<String> requestId) {
    JobOptions unset = JobOptions.unset();
    return new JobOptions(
        requestId,
        unset.providers(),
        unset.executionTimeout(),
        unset.maxCost(),
        unset.delivery(),
        unset.priority(),
        unset.previewCount(),
        unset.endUser(),
        unset.labels());
  }

  private List<Route> routes(OutputSpec wanted) {
    Endpoint endpoint = Models.endpoint();
    OutputSpec output = wanted.orElse(endpoint.capabilities().defaults());
    List<Route> both =
        List.of(route(World.QUEUE, endpoint, output), route(World.SYNCHRONOUS, endpoint, output));
    return switch (world.random.nextInt(4)) {
      case 0 -> both;
      case 1 -> both.reversed();
      case 2 -> both.subList(0, 1);
      default -> both.subList(1, 2);
    };
  }

  private Route route(String instance, Endpoint endpoint, OutputSpec output) {
    return new Route(
        instance,
        endpoint.name(),
        output,
        Optional.empty(),
        Payer.SERVICE,
        new Pricing()
            .quote(endpoint, "test", Payer.SERVICE, Order.generate(request.prompt(), output)));
  }

  void run() throws InterruptedException {
    callers.sleep(Duration.ofMillis(1), Duration.ofSeconds(40));
    if (requestId.isPresent() && world.random.nextInt(3) == 0) {
      // The same again at the same time, as an impatient caller does.
      callers.begin(this::submit);
    }
    Optional<JobId> id = submit();
    if (id.isEmpty()) {
      return;
    }
    for (int i = world.random.nextInt(3); i > 0; i--) {
      callers.begin(new Reader(callers, caller, id.get())::run);
    }
    if (world.weather.strikes(world.weather.cancels)) {
      callers.begin(() -> cancel(id.get()));
    }
    if (requestId.isPresent() && world.random.nextInt(3) == 0) {
      callers.sleep(Duration.ofSeconds(1), Duration.ofSeconds(60));
      submit();
    }
    look(id.get());
  }

  /** Asks until there is an answer; without a name of its own the request is not asked again. */
  private Optional<JobId> submit() throws InterruptedException {
    while (true) {
      Answer<Job> answer =
          callers.ask(world.anyReplica(), "generate", requestId.orElse("unnamed"), this::generate);
      switch (answer) {
        case Answer.Given<Job>(Job job) -> {
          callers.promised(caller, requestId, job.id());
          return Optional.of(job.id());
        }
        case Answer.Refused<Job>(Rejection why) -> checkPassing(why);
        case Answer.None<Job>() -> {
          if (requestId.isEmpty()) {
            return Optional.empty();
          }
        }
      }
      callers.sleep(Duration.ofMillis(100), Duration.ofSeconds(5));
    }
  }

  private Job generate(Replica.Running process) {
    return process
        .engine()
        .repeated(caller, request)
        .orElseGet(() -> process.engine().submit(caller, request, routes, null));
  }

  private void checkPassing(Rejection why) {
    if (why.reason() != Reason.SERVER_DRAINING && why.reason() != Reason.SERVER_OVERLOADED) {
      world.violated("a request was refused: " + why.getMessage());
    }
  }

  private void cancel(JobId id) throws InterruptedException {
    callers.sleep(Duration.ofMillis(1), Duration.ofSeconds(30));
    callers.ask(
        world.anyReplica(),
        "cancel",
        id,
        process -> {
          Job job = process.engine().cancel(process.jobs().get(caller, id.value()));
          world.cancelAnswered(id);
          return job;
        });
  }

  /** Looks again and again until the job is over; another's eyes never see it. */
  private void look(JobId id) throws InterruptedException {
    while (true) {
      callers.sleep(Duration.ofSeconds(1), Duration.ofSeconds(20));
      Answer<Job> answer =
          callers.ask(
              world.anyReplica(), "get", id, process -> process.jobs().get(caller, id.value()));
      switch (answer) {
        case Answer.Given<Job>(Job job) -> {
          world.witness.checkShown(job);
          if (job.state().terminal()) {
            return;
          }
        }
        case Answer.Refused<Job>(Rejection why) ->
            world.violated("I3: job " + id + " is not found: " + why.getMessage());
        case Answer.None<Job>() -> checkNobodyElseSees(id);
      }
    }
  }

  private void checkNobodyElseSees(JobId id) throws InterruptedException {
    Answer<Job> answer =
        callers.ask(
            world.anyReplica(),
            "spy",
            id,
            process -> process.jobs().get(new Caller("mallory"), id.value()));
    if (answer instanceof Answer.Given<Job>) {
      world.violated("I9: job " + id + " is shown to another caller");
    }
  }
}
