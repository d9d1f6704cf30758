package dev.easel.server.store;

import dev.easel.server.job.JobStore;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of a store of jobs, each with an empty one. */
abstract class JobStoreTopic {
  private final Callable<StoreUnderTest> opening;
  StoreUnderTest tried;
  JobStore store;

  JobStoreTopic(Callable<StoreUnderTest> opening) {
    this.opening = opening;
  }

  @BeforeEach
  void openStore() throws Exception {
    tried = opening.call();
    store = tried.jobs();
  }

  @AfterEach
  void closeStore() throws Exception {
    tried.close();
  }
}
