package dev.easel.sandbox.openai;

import java.util.Optional;

/** The files that can be had by link. Safe for use by several threads. */
@FunctionalInterface
public interface Links {

  /** No files. */
  Links NONE = (_, _) -> Optional.empty();

  /**
   * The file behind a link; nothing if there is none, or not here.
   *
   * @param base the address that this place is known by
   * @throws InterruptedException if the server stops
   */
  Optional<byte[]> file(String base, String url) throws InterruptedException;
}
