package dev.easel.spi;

import java.util.List;
import java.util.Optional;

/**
 * What one operation of an offering takes. What is not listed is refused before any spend. Lists
 * are in the seller's order.
 *
 * @param maxCount most images per job
 * @param sizes sizes taken
 * @param sizeRule rule for sizes beside those listed; empty when only those are taken
 * @param autoSize whether the model can choose the size
 * @param qualities qualities taken
 * @param backgrounds backgrounds taken
 * @param formats formats taken
 * @param compression whether a compression is taken
 * @param moderations moderations taken
 * @param maxPreviewCount most previews per image
 * @param maxSources most source images, for edits
 * @param mask whether a mask is taken, for edits
 * @param inputFidelities fidelities taken, for edits
 * @param defaultInputFidelity what an unset fidelity means, for edits that take one
 * @param defaults what each field left unset means
 */
public record Capabilities(
    int maxCount,
    List<Size> sizes,
    Optional<SizeRule> sizeRule,
    boolean autoSize,
    List<Quality> qualities,
    List<Background> backgrounds,
    List<ImageFormat> formats,
    boolean compression,
    List<Moderation> moderations,
    int maxPreviewCount,
    int maxSources,
    boolean mask,
    List<InputFidelity> inputFidelities,
    Optional<InputFidelity> defaultInputFidelity,
    OutputSpec defaults) {
  public Capabilities {
    sizes = List.copyOf(sizes);
    qualities = List.copyOf(qualities);
    backgrounds = List.copyOf(backgrounds);
    formats = List.copyOf(formats);
    moderations = List.copyOf(moderations);
    inputFidelities = List.copyOf(inputFidelities);
  }

  /** Whether a size is taken, by list or by rule. */
  public boolean takes(SizeChoice choice) {
    return switch (choice) {
      case SizeChoice.Auto() -> autoSize;
      case SizeChoice.Exact(Size size) ->
          sizes.contains(size) || sizeRule.map(rule -> rule.allows(size)).orElse(false);
    };
  }
}
