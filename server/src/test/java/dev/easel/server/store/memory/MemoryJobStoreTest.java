package dev.easel.server.store.memory;

import dev.easel.server.job.JobStore;
import dev.easel.server.store.JobStoreSuite;

final class MemoryJobStoreTest extends JobStoreSuite {
  @Override
  protected JobStore open() {
    return new MemoryDatabase(() -> 0).open("one");
  }
}
