package dev.easel.server.store.memory;

import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;
import dev.easel.server.store.StoreUnderTest;

final class MemoryStore implements StoreUnderTest {
  private final MemoryDatabase database = new MemoryDatabase(() -> 0);
  private MemoryJobStore driver = database.open("one");

  @Override
  public JobStore jobs() {
    return driver;
  }

  @Override
  public JobClaims claims() {
    return driver;
  }

  @Override
  public void succeed() {
    driver.releaseAll();
    driver = database.open("two");
    driver.heartbeat();
  }

  @Override
  public void close() {}
}
