package dev.easel.server.job.simulation;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Route;
import dev.easel.server.job.StoreUnavailableException;
import dev.easel.spi.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wants one job done: asks until it is told of it, watches it, and may think better of it. */
final class Customer {
  private final Callers callers;
  private final World world;
  private final Caller caller;
  private final Optional<String> requestId;
  private final JobRequest request;
  private final List<Route> routes;
  private final @Nullable Secret key;

  Customer(Callers callers, Caller caller, Wish wish) {
    this.callers = callers;
    this.world = callers.world;
    this.caller = caller;
    this.requestId = wish.requestId();
    this.request = wish.request();
    this.routes = wish.routes();
    this.key = wish.key();
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
    if (world.random.nextInt(5) == 0) {
      delete(id.get());
    }
  }

  /** Asks until there is an answer; without a name of its own the request is not asked again. */
  Optional<JobId> submit() throws InterruptedException {
    while (true) {
      Answer<Job> answer =
          callers.ask(world.anyReplica(), "generate", requestId.orElse("unnamed"), this::generate);
      switch (answer) {
        case Answer.Given<Job>(Job job) -> {
          callers.promised(caller, requestId, job.id());
          return Optional.of(job.id());
        }
        case Answer.Refused<Job>(Rejection why) -> {
          if (isForgotten(why)) {
            return Optional.empty();
          }
          checkPassing(why);
        }
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
    try {
      return process
          .intake()
          .repeated(caller, request)
          .orElseGet(() -> process.intake().submit(caller, request, routes, key));
    } catch (StoreUnavailableException e) {
      if (requestId.isEmpty()) {
        callers.disowned(process.host(), request);
      }
      throw e;
    }
  }

  private boolean isForgotten(Rejection why) {
    return why.reason() == Reason.JOB_NOT_FOUND
        && requestId.filter(name -> callers.isForgotten(caller, name)).isPresent();
  }

  private void checkPassing(Rejection why) {
    if (why.reason() != Reason.SERVER_DRAINING && why.reason() != Reason.SERVER_OVERLOADED) {
      world.violated("a request was refused: " + why.getMessage());
    }
  }

  private void cancel(JobId id) throws InterruptedException {
    callers.sleep(Duration.ofMillis(1), world.weather.cancelWithin);
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
        case Answer.Refused<Job>(Rejection why) -> {
          if (callers.isForgotten(id)) {
            return;
          }
          world.violated("I3: job " + id + " is not found: " + why.getMessage());
        }
        case Answer.None<Job>() -> checkNobodyElseSees(id);
      }
    }
  }

  /** Has the job forgotten; then nobody shows it, once what was shown a moment ago is too. */
  private void delete(JobId id) throws InterruptedException {
    callers.forgotten(id);
    Answer<Boolean> answer =
        callers.ask(
            world.anyReplica(),
            "delete",
            id,
            process -> {
              process.jobs().delete(process.jobs().get(caller, id.value()));
              return true;
            });
    callers.sleep(Duration.ofSeconds(2), Duration.ofSeconds(3));
    Answer<Job> shown =
        callers.ask(
            world.anyReplica(), "get", id, process -> process.jobs().get(caller, id.value()));
    if (answer instanceof Answer.Given<Boolean> && shown instanceof Answer.Given<Job>) {
      world.violated("job " + id + " was deleted, and is shown");
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
