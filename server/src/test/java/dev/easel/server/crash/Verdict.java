package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.seller.Ledger;
import dev.easel.v1.Failure;
import dev.easel.v1.Job;
import java.util.List;
import java.util.Optional;

/**
 * What became of requests whose server was struck.
 *
 * @param succeeded how many gave their image
 * @param unknown how many ended with an outcome that nobody knows
 */
record Verdict(long succeeded, long unknown) {

  /**
   * Looks after every request to its end: none is lost, none is bought twice, unknown is only what
   * the seller gave no handle for.
   */
  static Verdict on(List<Asked> asked, List<ServerProcess> servers, Ledger ledger) {
    Verdict verdict = new Verdict(0, 0);
    for (Asked one : asked) {
      verdict = verdict.and(on(one, servers, ledger));
    }
    return verdict;
  }

  private static Verdict on(Asked one, List<ServerProcess> servers, Ledger ledger) {
    ServerProcess server = servers.getFirst();
    Optional<String> before = one.job();
    assertThat(one.send(server)).as("%s is answered", one).isTrue();
    assertThat(before.isEmpty() || before.equals(one.job())).as("%s is kept", one).isTrue();
    Job job = one.end(server);
    assertThat(one.submits(ledger)).as("submits of %s", one).isLessThanOrEqualTo(1);
    if (job.getState() == Job.State.STATE_SUCCEEDED) {
      assertThat(Asked.imageBytes(servers, job)).as("the image of %s", one).isPositive();
      assertThat(one.submits(ledger)).as("submits of %s", one).isEqualTo(1);
      return new Verdict(1, 0);
    }
    assertUnknown(job);
    return new Verdict(0, 1);
  }

  /** It ended unknown, and could not be found again. */
  static void assertUnknown(Job job) {
    assertThat(job.getFailure().getReason()).as("%s", job).isEqualTo("PROVIDER_OUTCOME_UNKNOWN");
    assertThat(job.getFailure().getCharge())
        .as("%s", job)
        .isEqualTo(Failure.Charge.CHARGE_UNSPECIFIED);
    assertThat(job.getAttempts(0).getProviderRequestId()).as("%s", job).isEmpty();
  }

  Verdict and(Verdict other) {
    return new Verdict(succeeded + other.succeeded, unknown + other.unknown);
  }
}
