package dev.easel.server.job.simulation;

import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;
import dev.easel.server.store.memory.MemoryDatabase;

/** A fault of the kind that a simulation must find, put into a port. */
interface Mutation {
  /** A store that does what it should. */
  Mutation NONE = new Mutation() {};

  /** The store itself is wrong. */
  default JobStore inside(JobStore store, MemoryDatabase database) {
    return store;
  }

  /** The store is used wrongly. */
  default JobStore outside(JobStore store) {
    return store;
  }

  /** Jobs are claimed wrongly. */
  default JobClaims claims(JobClaims claims, MemoryDatabase database, String driver) {
    return claims;
  }
}
