package dev.easel.http.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A catalog document has mistakes: all of them. */
public final class CatalogException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Mistake> mistakes;

  CatalogException(String document, List<Mistake> mistakes) {
    super(
        mistakes.stream()
            .map(mistake -> "\n  " + mistake)
            .collect(Collectors.joining("", document + " cannot be used:", "")));
    this.mistakes = List.copyOf(mistakes);
  }

  /** The mistakes, in the order of the document as it was read. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
