package dev.easel.http.json;

import tools.jackson.core.io.JsonStringEncoder;

/** Texts as they stand in a document. */
public final class JsonString {
  private JsonString() {}

  /** Adds a text in quotation marks, with what may not stand between them escaped. */
  public static void quote(String value, StringBuilder document) {
    document.append('"');
    JsonStringEncoder.getInstance().quoteAsString(value, document);
    document.append('"');
  }
}
