package dev.easel.server.job.simulation;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.spi.AttemptKey;
import dev.easel.spi.Handle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the sellers know: every paid request, what was taken, and what is charged. */
final class Ledger {
  private final World world;
  private final Map<AttemptKey, Post> posts = new LinkedHashMap<>();
  private final Map<String, Work> works = new HashMap<>();
  private final Set<JobId> neverToBeSent = new HashSet<>();
  private final Map<AttemptKey, String> doubts = new HashMap<>();
  private final List<Long> requests = new ArrayList<>();

  Ledger(World world) {
    this.world = world;
  }

  /** The bytes of a paid request leave. */
  Post leaves(AttemptKey attempt) {
    JobId id = new JobId(attempt.jobId());
    Post post = new Post();
    check(
        posts.putIfAbsent(attempt, post) == null,
        "R2: attempt %s of job %s is sent twice",
        attempt.number(),
        id);
    Optional<Job> job = world.witness.job(id);
    check(
        job.isPresent() && job.get().attempts().size() >= attempt.number(),
        "I2: attempt %s of job %s is sent without a committed intent",
        attempt.number(),
        id);
    check(!neverToBeSent.contains(id), "job %s is sent after its cancel was answered", id);
    for (int earlier = 1; earlier < attempt.number(); earlier++) {
      Post before = posts.get(new AttemptKey(attempt.jobId(), earlier));
      check(
          before == null || isSurelyFree(before),
          "I1: attempt %s of job %s follows one that may be charged",
          attempt.number(),
          id);
    }
    return post;
  }

  private boolean isSurelyFree(Post post) {
    return post.isSettled()
        && post.work().map(work -> work.isSurelyFree(world.universe.nanos())).orElse(true);
  }

  void take(Post post, Work work) {
    post.taken(work);
    works.put(work.handle.value(), work);
    long charged =
        posts.entrySet().stream()
            .filter(entry -> entry.getKey().jobId().equals(work.attempt.jobId()))
            .filter(entry -> entry.getValue().work().isPresent())
            .filter(entry -> !isSurelyFree(entry.getValue()))
            .count();
    check(charged <= 1, "I1: job %s may be charged %s times", work.attempt.jobId(), charged);
  }

  Optional<Post> post(AttemptKey attempt) {
    return Optional.ofNullable(posts.get(attempt));
  }

  Optional<Work> work(Handle handle) {
    return Optional.ofNullable(works.get(handle.value()));
  }

  Iterable<Work> works() {
    return works.values().stream()
        .sorted(java.util.Comparator.comparing(work -> work.handle.value()))
        .toList();
  }

  int charges(JobId id) {
    long now = world.universe.nanos();
    return (int)
        works.values().stream()
            .filter(work -> work.attempt.jobId().equals(id.value()) && work.isCharged(now))
            .count();
  }

  /** From now on no paid request may leave for this job. */
  void neverSend(JobId id) {
    neverToBeSent.add(id);
  }

  /** Whoever sent an attempt cannot know what became of it. */
  void doubt(AttemptKey attempt, String why) {
    doubts.putIfAbsent(attempt, why);
  }

  boolean isDoubted(AttemptKey attempt) {
    return doubts.containsKey(attempt);
  }

  /** A request of any kind reaches a seller. */
  void requested() {
    requests.add(world.universe.nanos());
  }

  /** When requests reached the sellers. */
  List<Long> requests() {
    return List.copyOf(requests);
  }

  int taken() {
    return works.size();
  }

  int posts() {
    return posts.size();
  }

  void checkHandle(String job, int attempt, Handle handle) {
    Work work = works.get(handle.value());
    check(
        work != null && work.attempt.equals(new AttemptKey(job, attempt)),
        "attempt %s of job %s has the handle of another: %s",
        attempt,
        job,
        handle.value());
  }

  @SuppressWarnings("AnnotateFormatMethod") // The rules are literals.
  private void check(boolean holds, String rule, Object... details) {
    if (!holds) {
      world.violated(rule.formatted(details));
    }
  }
}
