package dev.easel.testkit;

import dev.easel.spi.ImageProviderFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What every provider does. To be extended by a test class of the provider. Each has its own
 * upstream, so that several run at a time where JUnit may; {@link #start()} bears that.
 */
@Execution(ExecutionMode.CONCURRENT)
public abstract class ProviderConformance {
  /** For a subclass. */
  protected ProviderConformance() {}

  /** The kind under test. */
  protected abstract ImageProviderFactory factory();

  /** Starts a fresh upstream. */
  protected abstract Upstream start();

  private Bench bench() {
    return new Bench(factory(), start());
  }

  /** What the catalog claims is consistent and true. */
  @Nested
  class CatalogClaims extends CatalogTopic {
    CatalogClaims() {
      super(ProviderConformance.this::bench);
    }
  }

  /** What the catalog does not claim is refused. */
  @Nested
  class Refusals extends RefusalTopic {
    Refusals() {
      super(ProviderConformance.this::bench);
    }
  }

  /** An edit's sources arrive as they are. */
  @Nested
  class Edits extends EditTopic {
    Edits() {
      super(ProviderConformance.this::bench);
    }
  }

  /** A caller's own key goes where it must and nowhere else. */
  @Nested
  class CallerKeys extends CallerKeyTopic {
    CallerKeys() {
      super(ProviderConformance.this::bench);
    }
  }

  /** A submit is one request, told of in order. */
  @Nested
  class Submitting extends SubmitTopic {
    Submitting() {
      super(ProviderConformance.this::bench);
    }
  }

  /** Accepted work is found again and stopped by its handle. */
  @Nested
  class Handles extends HandleTopic {
    Handles() {
      super(ProviderConformance.this::bench);
    }
  }

  /** What became of a request whose answer was lost is found out, or said to be unknowable. */
  @Nested
  class Reconciling extends ReconciliationTopic {
    Reconciling() {
      super(ProviderConformance.this::bench);
    }
  }

  /** Each failure says what became of the money. */
  @Nested
  class FailureMatrix extends FailureTopic {
    FailureMatrix() {
      super(ProviderConformance.this::bench);
    }
  }

  /** A call ends when its host wants it to. */
  @Nested
  class Endings extends EndingTopic {
    Endings() {
      super(ProviderConformance.this::bench);
    }
  }

  /** Unfinished images come before the finished one. */
  @Nested
  class Previews extends PreviewTopic {
    Previews() {
      super(ProviderConformance.this::bench);
    }
  }
}
