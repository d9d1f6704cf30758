package dev.easel.openai;

import dev.easel.spi.SourceBytes;
import java.net.URI;

/** A source in the form in which it is sent. */
sealed interface EditSource {
  /** By the URL where its owner has published it. */
  record Published(URI url) implements EditSource {}

  /** As bytes. */
  record Held(SourceBytes bytes) implements EditSource {}
}
