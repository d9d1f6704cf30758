package dev.easel.server.route;

import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Route;
import dev.easel.server.domain.Violation;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a request may become a job, and says everything that stands against it at once.
 */
public final class Admission {
  private final Router router;
  private final List<String> instances;

  @Inject
  Admission(Router router, @Instances List<String> instances) {
    this.router = router;
    this.instances = instances;
  }

  /**
   * The routes that may serve a request, in order.
   *
   * @param request the request, with unset in place of every field that broke its rule
   * @param broken the fields that broke their rules
   * @param callerKey whether the call carries a key of the caller's own
   * @throws Rejection if none may; it names every bad field
   */
  public List<Route> admit(JobRequest request, List<Violation> broken, boolean callerKey) {
    List<Candidate> candidates = judge(request, broken, Optional.of(callerKey));
    List<Route> routes = eligible(candidates);
    if (broken.isEmpty() && !routes.isEmpty()) {
      return routes;
    }
    throw rejection(candidates, broken, !routes.isEmpty());
  }

  /**
   * What every instance that offers the model would do.
   *
   * @throws Rejection if a field broke its rule, or nobody offers the model
   */
  public List<Candidate> quote(JobRequest request, List<Violation> broken) {
    List<Candidate> candidates = judge(request, broken, Optional.empty());
    if (!broken.isEmpty()) {
      throw rejection(candidates, broken, !eligible(candidates).isEmpty());
    }
    return candidates;
  }

  private List<Candidate> judge(
      JobRequest request, List<Violation> broken, Optional<Boolean> callerKey) {
    List<Violation> all = new ArrayList<>(broken);
    all.addAll(unknownInstances(request.options().providers()));
    if (!router.knows(request.model())) {
      String message =
          "no model " + request.model() + "; there are " + String.join(", ", router.knownModels());
      if (all.isEmpty()) {
        throw Rejection.of(Reason.MODEL_NOT_FOUND, message, Map.of("model", request.model()));
      }
      all.add(new Violation("model", Reason.REQUEST_INVALID, message));
      throw Rejection.of(all, Map.of());
    }
    List<Candidate> candidates = router.candidates(request, callerKey);
    if (all.size() > broken.size()) {
      throw rejection(candidates, all, !eligible(candidates).isEmpty());
    }
    return candidates;
  }

  private List<Violation> unknownInstances(List<String> asked) {
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (!instances.contains(asked.get(i))) {
        violations.add(
            new Violation(
                "options.providers[" + i + "]",
                Reason.REQUEST_INVALID,
                "no provider " + asked.get(i) + "; there are " + String.join(", ", instances)));
      }
    }
    return violations;
  }

  private static List<Route> eligible(List<Candidate> candidates) {
    return candidates.stream()
        .filter(Candidate.Eligible.class::isInstance)
        .map(candidate -> ((Candidate.Eligible) candidate).route())
        .toList();
  }

  private static Rejection rejection(
      List<Candidate> candidates, List<Violation> broken, boolean anyEligible) {
    Optional<Candidate.Unable> nearest = nearest(candidates);
    List<Violation> all = new ArrayList<>(broken);
    boolean onlyThePrice = candidates.stream().anyMatch(Candidate.TooDear.class::isInstance);
    if (!anyEligible && !onlyThePrice) {
      nearest.ifPresent(unable -> all.addAll(unable.violations()));
    }
    if (!all.isEmpty()) {
      return Rejection.of(
          all, nearest.map(unable -> Map.of("provider", unable.provider())).orElse(Map.of()));
    }
    return notForWhatIsAsked(candidates);
  }

  private static Optional<Candidate.Unable> nearest(List<Candidate> candidates) {
    return candidates.stream()
        .filter(Candidate.Unable.class::isInstance)
        .map(Candidate.Unable.class::cast)
        .min(Comparator.comparingInt(unable -> unable.violations().size()));
  }

  private static Rejection notForWhatIsAsked(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (candidate instanceof Candidate.TooDear tooDear) {
        return Rejection.of(
            Reason.MAX_COST_EXCEEDED, tooDear.message(), Map.of("provider", tooDear.provider()));
      }
    }
    for (Candidate candidate : candidates) {
      if (candidate instanceof Candidate.KeyMismatch mismatch) {
        return Rejection.of(
            mismatch.missing() ? Reason.PROVIDER_KEY_MISSING : Reason.NO_ELIGIBLE_PROVIDER,
            mismatch.provider() + " " + mismatch.message(),
            Map.of("provider", mismatch.provider()));
      }
    }
    return Rejection.of(
        Reason.NO_ELIGIBLE_PROVIDER,
        "none of the providers allowed offers this model; those that do: "
            + String.join(", ", candidates.stream().map(Candidate::provider).toList()));
  }
}
