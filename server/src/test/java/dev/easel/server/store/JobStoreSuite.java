package dev.easel.server.store;

import org.junit.jupiter.api.Nested;

/** What every store of jobs must do. */
public abstract class JobStoreSuite {
  /** Opens an empty store; it is closed by this suite. */
  protected abstract StoreUnderTest open() throws Exception;

  /** A name belongs to one request. */
  @Nested
  class Names extends JobNamesTopic {
    Names() {
      super(JobStoreSuite.this::open);
    }
  }

  /** What was committed is kept, and nothing else. */
  @Nested
  class Commits extends JobCommitsTopic {
    Commits() {
      super(JobStoreSuite.this::open);
    }
  }

  /** Every job is told where it should be, and once. */
  @Nested
  class Lists extends JobListsTopic {
    Lists() {
      super(JobStoreSuite.this::open);
    }
  }
}
