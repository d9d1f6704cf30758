package dev.easel.server.store;

import dev.easel.server.domain.JobId;
import java.util.function.UnaryOperator;

/** A store that keeps jobs as documents. */
public interface DocumentsUnderTest extends StoreUnderTest {
  /** The document of a job. */
  String document(JobId id) throws Exception;

  /** Replaces the document of a job, as another version of Easel would have written it. */
  void rewrite(JobId id, UnaryOperator<String> change) throws Exception;
}
