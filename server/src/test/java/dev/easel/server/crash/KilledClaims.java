package dev.easel.server.crash;

import dev.easel.server.job.JobClaims;
import dev.easel.server.job.simulation.ForwardingJobClaims;

/** Claims that pass a failpoint before all of them are given up. */
final class KilledClaims extends ForwardingJobClaims {
  private final Killer killer;

  KilledClaims(JobClaims claims, Killer killer) {
    super(claims);
    this.killer = killer;
  }

  @Override
  public void releaseAll() {
    killer.pass(Failpoint.BEFORE_LEAVE);
    super.releaseAll();
  }
}
