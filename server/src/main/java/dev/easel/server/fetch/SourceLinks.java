package dev.easel.server.fetch;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.Caller;
import dev.easel.spi.Call;
import dev.easel.spi.ProviderException;
import java.net.URI;
import java.time.Instant;

/** Images behind callers' URLs. Safe for threads. */
public interface SourceLinks {
  /**
   * Reads a URL and checks what can be checked without asking anybody.
   *
   * @throws SourceUrlException if it is not to be fetched
   */
  URI read(String url) throws SourceUrlException;

  /**
   * Copies an image into a blob. Blocks.
   *
   * @param url what to fetch
   * @param field the request's field that it stands in, for messages
   * @param owner whose blob it is to be
   * @param expireTime when the blob is forgotten at the latest
   * @param call what ends the work
   * @throws ProviderException if it cannot be had, or is no image that can be a source
   * @throws InterruptedException if the work is to end
   */
  Blob copy(URI url, String field, Caller owner, Instant expireTime, Call call)
      throws ProviderException, InterruptedException;
}
