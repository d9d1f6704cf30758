package dev.easel.spi;

import java.net.URI;
import java.util.Optional;

/** One image given by the caller. Safe for threads. */
public interface SourceImage {
  /**
   * Where the caller has published it, for sellers that fetch images themselves. An https URL
   * within the host's egress policy; nobody has fetched it yet.
   *
   * @return empty if the caller gave bytes
   */
  Optional<URI> publicUrl();

  /**
   * Its bytes, fetched by the host where the caller gave a URL. Blocks. Repeatable: the host keeps
   * what it fetched.
   *
   * @throws ProviderException if it cannot be had, or is no image that can be a source; {@link
   *     ProviderFailure#fields()} names it in the host's words
   * @throws InterruptedException if the host wants the work to end
   */
  SourceBytes load(Call call) throws ProviderException, InterruptedException;
}
