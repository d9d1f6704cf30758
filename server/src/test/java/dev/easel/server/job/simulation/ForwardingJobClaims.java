package dev.easel.server.job.simulation;

import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Claims that leave everything to another, but for what a subclass does itself. */
public class ForwardingJobClaims implements JobClaims {
  private final JobClaims claims;

  /** Leaves it to these. */
  public ForwardingJobClaims(JobClaims claims) {
    this.claims = claims;
  }

  @Override
  public boolean shared() {
    return claims.shared();
  }

  @Override
  public List<Claim> claim(int limit) {
    return claims.claim(limit);
  }

  @Override
  public Map<JobId, Long> driven() {
    return claims.driven();
  }

  @Override
  public Optional<Claim> reopen(JobId id, int attempt) {
    return claims.reopen(id, attempt);
  }

  @Override
  public void release(JobId id, long epoch) {
    claims.release(id, epoch);
  }

  @Override
  public void heartbeat() {
    claims.heartbeat();
  }

  @Override
  public void releaseAll() {
    claims.releaseAll();
  }

  @Override
  public boolean requestCancel(JobId id) {
    return claims.requestCancel(id);
  }

  @Override
  public List<JobId> cancelsPending() {
    return claims.cancelsPending();
  }

  @Override
  public Map<JobId, Long> sequences(Set<JobId> ids) {
    return claims.sequences(ids);
  }
}
