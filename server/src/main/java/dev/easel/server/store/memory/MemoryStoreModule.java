package dev.easel.server.store.memory;

import com.google.inject.AbstractModule;
import dev.easel.server.job.JobStore;

/** Keeps jobs in memory. */
public final class MemoryStoreModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(JobStore.class).toInstance(new MemoryJobStore());
  }
}
