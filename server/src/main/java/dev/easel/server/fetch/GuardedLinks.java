package dev.easel.server.fetch;

import dev.easel.http.CallGuard;
import dev.easel.http.egress.EgressPolicy;
import dev.easel.http.egress.GuardedUrl;
import dev.easel.http.egress.RefusedUrlException;
import dev.easel.http.egress.SourceException;
import dev.easel.http.egress.SourceFetcher;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Reason;
import dev.easel.spi.Call;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Links under the egress guard. */
public final class GuardedLinks implements SourceLinks {
  private final EgressPolicy policy;
  private final SourceFetcher fetcher;
  private final BlobStore blobs;

  /**
   * Links that are fetched into a store.
   *
   * @param policy what may be fetched; the fetcher's own
   */
  public GuardedLinks(EgressPolicy policy, SourceFetcher fetcher, BlobStore blobs) {
    this.policy = policy;
    this.fetcher = fetcher;
    this.blobs = blobs;
  }

  @Override
  public URI read(String url) throws SourceUrlException {
    try {
      return policy.check(url).uri();
    } catch (RefusedUrlException e) {
      throw new SourceUrlException(reason(e.reason()), e.problem());
    }
  }

  private static Reason reason(RefusedUrlException.Reason reason) {
    return switch (reason) {
      case TOO_LONG, NOT_A_URL -> Reason.REQUEST_INVALID;
      case SCHEME, USER_INFORMATION, HOST, PORT, SPELLING, NAME, ADDRESS ->
          Reason.SOURCE_URI_FORBIDDEN;
    };
  }

  @Override
  public Blob copy(URI url, String field, Caller owner, Instant expireTime, Call call)
      throws ProviderException, InterruptedException {
    try (BlobWriter writer = blobs.create(owner, BlobPurpose.SOURCE, expireTime)) {
      GuardedUrl guarded = policy.check(url.toString());
      fetcher.fetch(guarded, writer, CallGuard.of(call));
      return writer.commit();
    } catch (RefusedUrlException e) {
      throw failure(field, Fault.SOURCE_FORBIDDEN, e.problem(), false, e);
    } catch (SourceException e) {
      throw failure(field, fault(e.reason()), e.problem(), e.reason().retryable(), e);
    } catch (NotAnImageException e) {
      throw failure(field, Fault.SOURCE_INVALID, String.valueOf(e.getMessage()), false, e);
    } catch (IOException e) {
      throw failure(field, Fault.SOURCE_UNREACHABLE, "could not be stored", true, e);
    }
  }

  private static Fault fault(SourceException.Reason reason) {
    return switch (reason) {
      case FORBIDDEN -> Fault.SOURCE_FORBIDDEN;
      case NOT_SERVED, UNREACHABLE, NOT_STORED, DEADLINE -> Fault.SOURCE_UNREACHABLE;
      case TOO_LARGE, NOT_AN_IMAGE -> Fault.SOURCE_INVALID;
      case ABORTED -> Fault.ABORTED;
    };
  }

  private static ProviderException failure(
      String field, Fault fault, String problem, boolean retryable, Exception cause) {
    return new ProviderException(
        ProviderFailure.of(Fate.NOT_SENT, fault, field + ".url " + problem)
            .withRetryable(retryable)
            .withFields(List.of(field + ".url")),
        cause);
  }
}
