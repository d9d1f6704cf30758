package dev.easel.http.json;

/**
 * Bounds within which a document is read.
 *
 * @param bytes most bytes in all
 * @param textLength most characters of one string
 * @param depth deepest nesting
 */
public record JsonLimits(int bytes, int textLength, int depth) {
  /** For a seller's status, error or result: 1 MiB, strings of 256 Ki characters, depth 64. */
  public static final JsonLimits ANSWER = new JsonLimits(1 << 20, 1 << 18, 64);

  /** For a file that people wrote: 4 MiB, strings of 64 Ki characters, depth 64. */
  public static final JsonLimits FILE = new JsonLimits(4 << 20, 1 << 16, 64);
}
