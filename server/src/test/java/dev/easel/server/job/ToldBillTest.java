package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Cost.Basis;
import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobState;
import dev.easel.spi.Billing;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Meter;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the seller says of the bill of work that gives no image is what that work cost. */
final class ToldBillTest {
  private static final Billing STATED =
      new Billing(
          Optional.of(Usd.parse("0.042")), Map.of(Meter.OUTPUT_IMAGE_TOKEN, BigDecimal.TEN));
  private static final Billing NONE =
      new Billing(Optional.empty(), Map.of(Meter.BILLABLE_UNIT, BigDecimal.ZERO));
  private static final Billing UNPRICED =
      new Billing(Optional.empty(), Map.of(Meter.BILLABLE_UNIT, BigDecimal.ONE));

  private static Job failed(Fate fate, Fault fault, Billing billing) {
    return played(new JobInput.WorkFailed(failure(fate, fault).withBilling(billing)));
  }

  private static ProviderFailure failure(Fate fate, Fault fault) {
    return Sample.failure(fate, fault).withRetryable(false);
  }

  private static Job played(JobInput... inputs) {
    Sample.Play play = new Sample.Play(Sample.machine(3, "fal"), Sample.job(1, "fal"));
    play.take(new JobInput.Prepared());
    play.take(inputs);
    assertThat(play.job().state()).isEqualTo(JobState.FAILED);
    return play.job();
  }

  private static Fate.Charge charge(Job job) {
    Failure ofAttempt = job.attempts().getLast().failure().orElseThrow();
    Failure ofJob = job.failure().orElseThrow();
    assertThat(ofJob.charge()).isEqualTo(ofAttempt.charge());
    return ofJob.charge();
  }

  @ParameterizedTest
  @EnumSource(names = {"CONTENT_BLOCKED_OUTPUT", "STORAGE_FAILED", "RESULT_UNREACHABLE"})
  void whatIsWithheldOrLostHereCostsWhatTheSellerStates(Fault fault) {
    Job job = failed(Fate.FAILED_PERHAPS_BILLED, fault, STATED);
    assertThat(job.cost().orElseThrow().amount()).isEqualTo(Usd.parse("0.042"));
    assertThat(job.cost().orElseThrow().basis()).isEqualTo(Basis.REPORTED);
    assertThat(charge(job)).isEqualTo(Fate.Charge.MADE);
  }

  @Test
  void aBillOfNothingMakesThePerhapsANo() {
    Job job = failed(Fate.FAILED_PERHAPS_BILLED, Fault.CONTENT_BLOCKED_OUTPUT, NONE);
    assertThat(job.cost().orElseThrow().amount()).isEqualTo(Usd.ZERO);
    assertThat(job.cost().orElseThrow().basis()).isEqualTo(Basis.COMPUTED);
    assertThat(charge(job)).isEqualTo(Fate.Charge.NONE);
  }

  @Test
  void unitsWithoutAPriceLeaveTheCostUnknownRatherThanNothing() {
    Job job = failed(Fate.FAILED_PERHAPS_BILLED, Fault.CONTENT_BLOCKED_OUTPUT, UNPRICED);
    assertThat(job.cost()).isEmpty();
    assertThat(charge(job)).isEqualTo(Fate.Charge.UNKNOWN);
  }

  @Test
  void whatTheSellerDoesNotBillIsFreeWhateverItCounted() {
    Job job = failed(Fate.FAILED_UNBILLED, Fault.REQUEST_REJECTED, UNPRICED);
    assertThat(job.cost().orElseThrow().amount()).isEqualTo(Usd.ZERO);
    assertThat(charge(job)).isEqualTo(Fate.Charge.NONE);
  }

  @Test
  void aSlotRefusedByAnOtherwiseGoodAnswerCostsWhatTheAnswerStates() {
    Job job =
        played(
            new JobInput.SlotRefused(
                0, failure(Fate.FAILED_PERHAPS_BILLED, Fault.CONTENT_BLOCKED_OUTPUT)),
            new JobInput.WorkFinished(new Outcome(STATED, "m", Optional.empty())));
    assertThat(job.cost().orElseThrow().amount()).isEqualTo(Usd.parse("0.042"));
    assertThat(charge(job)).isEqualTo(Fate.Charge.MADE);
  }
}
