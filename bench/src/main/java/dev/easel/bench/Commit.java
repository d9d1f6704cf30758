package dev.easel.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Optional;

/** Which state of the sources it is that is measured. */
public final class Commit {
  private Commit() {}

  /** As git tells it, and whether something was changed since; nothing where there is no git. */
  public static Optional<String> of(Path root) throws InterruptedException {
    try {
      Process git =
          new ProcessBuilder("git", "-C", root.toString(), "describe", "--always", "--dirty")
              .redirectError(Redirect.DISCARD)
              .start();
      String told = new String(git.getInputStream().readAllBytes(), US_ASCII).strip();
      return git.waitFor() == 0 ? Optional.of(told) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
