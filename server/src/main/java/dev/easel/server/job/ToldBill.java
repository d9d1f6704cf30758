package dev.easel.server.job;

import dev.easel.server.cost.Settlement;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Job;
import dev.easel.spi.Billing;
import dev.easel.spi.Fate;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Usd;
import java.util.Optional;

/**
 * What failed work cost, where its seller tells: it may count what it then withholds, or what
 * cannot be kept here.
 *
 * @param cost empty where the seller told nothing that settles it
 */
record ToldBill(Optional<Cost> cost) {

  /** Of work that no seller had. */
  static ToldBill none() {
    return new ToldBill(Optional.empty());
  }

  /**
   * What came with a failure. One that the seller does not bill has no bill, whatever it counts.
   */
  static ToldBill of(Settlement settlement, Job job, ProviderFailure failure) {
    return failure.fate().charge() == Fate.Charge.NONE
        ? new ToldBill(Optional.empty())
        : of(settlement, job, failure.billing());
  }

  static ToldBill of(Settlement settlement, Job job, Billing billing) {
    return new ToldBill(
        billing.equals(Billing.untold())
            ? Optional.empty()
            : settlement.settleAsTold(job, job.images(), billing));
  }

  /** The failure, saying of the money what the bill says. */
  Failure on(Failure failure) {
    return cost.flatMap(ToldBill::charge).map(failure::with).orElse(failure);
  }

  private static Optional<Fate.Charge> charge(Cost cost) {
    if (cost.amount().equals(Usd.ZERO)) {
      return Optional.of(Fate.Charge.NONE);
    }
    return cost.minimum().orElse(cost.amount()).equals(Usd.ZERO)
        ? Optional.empty()
        : Optional.of(Fate.Charge.MADE);
  }
}
