package dev.easel.server.store;

import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;

/** A store, empty at first, as one driver after another sees it. */
public interface StoreUnderTest extends AutoCloseable {
  JobStore jobs();

  JobClaims claims();

  /**
   * Lets the driver end without a word, and the next one begin: whose view this is from then on.
   */
  void succeed() throws Exception;
}
