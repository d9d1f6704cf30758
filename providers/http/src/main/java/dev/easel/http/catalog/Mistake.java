package dev.easel.http.catalog;

/**
 * One mistake in a document.
 *
 * @param path where it is, such as {@code models[0].endpoints.generate.prices}; empty for the whole
 *     document
 * @param message what is wrong and what would be right
 */
public record Mistake(String path, String message) {
  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
