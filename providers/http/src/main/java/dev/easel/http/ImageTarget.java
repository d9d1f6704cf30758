package dev.easel.http;

import dev.easel.spi.ImageWriter;
import java.io.IOException;

/** Where a download goes. Opened anew for each try. */
@FunctionalInterface
public interface ImageTarget {
  /**
   * Opens it.
   *
   * @throws IOException if nothing can be stored now
   */
  ImageWriter open() throws IOException;
}
