package dev.easel.fal;

import dev.easel.http.CallGuard;
import dev.easel.spi.ProviderException;
import dev.easel.spi.SourceBytes;

/** fal's storage, by one of the ways there are to it. Safe for threads. */
interface Storage {
  /**
   * Uploads an image in windows.
   *
   * @return the URL under which fal, and whoever knows it, reads the image
   * @throws ProviderException if that did not succeed; nothing was bought
   * @throws InterruptedException if the host wants the work to end
   */
  String upload(SourceBytes source, CallGuard guard) throws ProviderException, InterruptedException;
}
