package dev.easel.server.store.memory;

import dev.easel.server.store.JobClaimsSuite;
import dev.easel.server.store.StoreUnderTest;

final class MemoryJobClaimsTest extends JobClaimsSuite {
  @Override
  protected StoreUnderTest open() {
    return new MemoryStore();
  }
}
