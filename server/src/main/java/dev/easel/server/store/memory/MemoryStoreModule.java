package dev.easel.server.store.memory;

import com.google.inject.AbstractModule;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;

/** Keeps jobs in memory. */
public final class MemoryStoreModule extends AbstractModule {
  @Override
  protected void configure() {
    MemoryJobStore store = new MemoryDatabase(System::nanoTime).open("this process");
    bind(JobStore.class).toInstance(store);
    bind(JobClaims.class).toInstance(store);
  }
}
