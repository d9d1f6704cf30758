package dev.easel.spi;

import java.util.List;
import java.util.Optional;

/**
 * How a seller counts tokens, as far as it says. A quote is made from this; what the seller reports
 * afterwards stands above it.
 *
 * @param prompt tokens of the prompt
 * @param drawn tokens of an image made
 * @param sources tokens of an image given, by the effort spent on its details
 * @param perPreview output image tokens of one unfinished image; zero when it does not say
 * @param reasoningAllowance most text tokens that a quote expects the model to write; an
 *     assumption, since nobody can know
 */
public record TokenCounts(
    PromptTokens prompt,
    DrawnTokens drawn,
    List<SourceTokens> sources,
    long perPreview,
    long reasoningAllowance) {
  public TokenCounts {
    sources = List.copyOf(sources);
  }

  /** For a seller that says nothing. */
  public static TokenCounts untold() {
    return new TokenCounts(new PromptTokens.Untold(), DrawnTokens.untold(), List.of(), 0, 0);
  }

  /** How a source counts at this effort; empty where the seller does not say. */
  public Optional<SourceTokens> sources(Optional<InputFidelity> fidelity) {
    return sources.stream().filter(rule -> rule.fidelity().equals(fidelity)).findFirst();
  }
}
