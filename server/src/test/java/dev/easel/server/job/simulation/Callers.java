package dev.easel.server.job.simulation;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Rejection;
import dev.easel.server.job.StoreUnavailableException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everybody who calls, and what they were promised. */
final class Callers {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final World world;
  final Host host;
  private final Map<JobId, Caller> promised = new LinkedHashMap<>();
  private final Map<String, JobId> named = new HashMap<>();
  private final Set<JobId> forgotten = new HashSet<>();
  private final Map<String, Host> disowned = new LinkedHashMap<>();
  private int busy;

  Callers(World world) {
    this.world = world;
    this.host = world.universe.host("callers");
  }

  /** Somebody begins to do something. */
  void begin(Errand errand) {
    busy++;
    host.start(() -> {
      try {
        errand.run();
        busy--;
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts callers", e);
      }
    });
  }

  /** What somebody does. */
  @FunctionalInterface
  interface Errand {
    void run() throws InterruptedException;
  }

  boolean isIdle() {
    return busy == 0;
  }

  /** Every job that a caller was told of. */
  Map<JobId, Caller> promised() {
    return promised;
  }

  /** A caller was told that its request is a job. */
  void promised(Caller caller, Optional<String> requestId, JobId id) {
    promised.put(id, caller);
    requestId.ifPresent(name -> {
      JobId known = named.putIfAbsent(caller.name() + "/" + name, id);
      if (known != null && !known.equals(id)) {
        world.violated("request %s became job %s and job %s".formatted(name, known, id));
      }
    });
  }

  /** A process told a caller that a request without a name is no job. */
  void disowned(Host by, JobRequest request) {
    disowned.put(request.options().labels().get(Wish.LABEL), by);
  }

  /** Who told a job's caller that there is none, if somebody did. */
  Optional<Host> disowner(Job job) {
    return promised.containsKey(job.id())
        ? Optional.empty()
        : Optional.ofNullable(disowned.get(job.request().options().labels().get(Wish.LABEL)));
  }

  /** A caller wants a job forgotten: from now on it may be gone. */
  void forgotten(JobId id) {
    forgotten.add(id);
  }

  boolean isForgotten(JobId id) {
    return forgotten.contains(id);
  }

  boolean isForgotten(Caller caller, String requestId) {
    JobId id = named.get(caller.name() + "/" + requestId);
    return id != null && isForgotten(id);
  }

  /** Calls a replica, and waits for what it says. */
  <T> Answer<T> ask(
      Replica replica, String what, Object about, Function<Replica.Running, T> procedure)
      throws InterruptedException {
    Call<T> call = new Call<>(what, about, procedure);
    world.universe.after(host, onTheWay(), () -> call.arrives(replica.running()));
    return call.answer();
  }

  private Duration onTheWay() {
    return Duration.ofNanos(world.random.nextLong(100_000, 20_000_000));
  }

  void sleep(Duration least, Duration most) throws InterruptedException {
    host.sleep(Duration.ofNanos(world.random.nextLong(least.toNanos(), most.toNanos())));
  }

  /** One call. */
  private final class Call<T> {
    private final String what;
    private final Object about;
    private final Function<Replica.Running, T> procedure;
    private final Pause pause = new Pause(host);
    private @Nullable Answer<T> answer;

    Call(String what, Object about, Function<Replica.Running, T> procedure) {
      this.what = what;
      this.about = about;
      this.procedure = procedure;
    }

    void arrives(Replica.Running process) {
      if (process.host().isDead()) {
        reply(new Answer.None<>());
      } else {
        world.note(process.host(), what, about);
        process.host().start(() -> serve(process));
      }
    }

    private void serve(Replica.Running process) {
      Answer<T> made = make(process);
      world.note(process.host(), what + " answered", made.getClass().getSimpleName());
      if (!world.weather.strikes(world.weather.answerLost)) {
        world.universe.after(host, onTheWay(), () -> reply(made));
      }
    }

    private Answer<T> make(Replica.Running process) {
      try {
        return new Answer.Given<>(procedure.apply(process));
      } catch (Rejection e) {
        return new Answer.Refused<>(e);
      } catch (StoreUnavailableException | UncheckedIOException e) {
        return new Answer.None<>();
      }
    }

    private void reply(Answer<T> made) {
      answer = made;
      pause.end();
    }

    Answer<T> answer() throws InterruptedException {
      pause.until(PATIENCE);
      return answer == null ? new Answer.None<>() : answer;
    }
  }
}
