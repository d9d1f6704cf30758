package dev.easel.server.cli;

import java.nio.file.Path;
import java.util.Locale;

/** An image to work from, as the command line names it. */
sealed interface SourceWanted {
  /** Reads {@code https://...}, {@code blob:ID} or the name of a file. */
  static SourceWanted parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("https://")) {
      return new Linked(text);
    }
    if (lower.startsWith("http://")) {
      throw new IllegalArgumentException("'" + text + "' is not fetched: only https URLs are");
    }
    return text.startsWith("blob:")
        ? new Stored(text.substring("blob:".length()))
        : new Local(Path.of(text));
  }

  /** A file of this machine. */
  record Local(Path file) implements SourceWanted {}

  /** What the server fetches. */
  record Linked(String url) implements SourceWanted {}

  /** What the server has. */
  record Stored(String blobId) implements SourceWanted {}
}
