package dev.easel.http.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads documents into trees. Immutable and safe for threads. */
public final class JsonReader {
  private final JsonLimits limits;
  private final JsonFactory factory;

  /** Reads within these limits. */
  public JsonReader(JsonLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(limits.textLength())
                    .maxDocumentLength(limits.bytes())
                    // One beyond reckoning is judged when all of it is read.
                    .maxNumberLength(limits.bytes())
                    .maxNameLength(limits.bytes())
                    .build())
            .build();
  }

  /**
   * Reads a document that is taken at its word: no key occurs twice in it, and every number can be
   * reckoned with.
   *
   * @throws JsonException if it is not one whole document within the limits
   */
  public Json read(byte[] bytes) throws JsonException {
    JsonDocument document = readDocument(bytes);
    if (!document.duplicateKeys().isEmpty()) {
      throw new JsonException(
          "a key occurs twice, " + document.duplicateKeys().size() + " times in all");
    }
    return document.root();
  }

  /**
   * Reads a document and tells of the keys that occur twice.
   *
   * @throws JsonException if it is not one whole document within the limits
   */
  public JsonDocument readDocument(byte[] bytes) throws JsonException {
    return read(bytes, parser -> new StrictTree(parser).document());
  }

  /**
   * Reads a document as far as it can be understood: of a key that occurs twice the last value
   * counts, and a number too large or too fine to be reckoned with is null. For what others wrote
   * and will not write again, such as the answer in which a seller tells where a bought image is.
   *
   * @throws JsonException if it is not one whole document within the limits
   */
  public Json readLeniently(byte[] bytes) throws JsonException {
    return read(bytes, parser -> new Tree(parser).root());
  }

  private <T> T read(byte[] bytes, Making<T> making) throws JsonException {
    if (bytes.length > limits.bytes()) {
      throw new JsonException("longer than " + limits.bytes() + " bytes");
    }
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes)) {
      return making.make(parser);
    } catch (JacksonException e) {
      // Jackson's own message may quote the document.
      throw new JsonException(
          "not valid JSON, or beyond its limits, at " + Tree.place(e.getLocation()));
    }
  }

  @FunctionalInterface
  private interface Making<T> {
    T make(JsonParser parser) throws JsonException;
  }
}
