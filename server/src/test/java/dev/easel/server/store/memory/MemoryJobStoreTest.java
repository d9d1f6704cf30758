package dev.easel.server.store.memory;

import dev.easel.server.store.JobStoreSuite;
import dev.easel.server.store.StoreUnderTest;

final class MemoryJobStoreTest extends JobStoreSuite {
  @Override
  protected StoreUnderTest open() {
    return new MemoryStore();
  }
}
