package dev.easel.http.json;

import tools.jackson.core.io.JsonStringEncoder;

/** Texts as they stand in a document. */
public final class JsonString {
  private JsonString() {}

  /**
   * Adds a text in quotation marks, with what may not stand between them escaped: also half a
   * surrogate pair, which no encoding of the document could carry.
   */
  public static void quote(String value, StringBuilder document) {
    document.append('"');
    int begun = 0;
    for (int half = loneHalf(value, 0); half < value.length(); half = loneHalf(value, begun)) {
      append(value, begun, half, document);
      document.append("\\u%04X".formatted((int) value.charAt(half)));
      begun = half + 1;
    }
    append(value, begun, value.length(), document);
    document.append('"');
  }

  private static void append(String value, int begin, int end, StringBuilder document) {
    JsonStringEncoder.getInstance().quoteAsString(value.subSequence(begin, end), document);
  }

  /** Where the first one is from there on; the text's length if there is none. */
  private static int loneHalf(String value, int from) {
    for (int index = from; index < value.length(); index++) {
      if (Character.isSurrogate(value.charAt(index))) {
        if (Character.charCount(value.codePointAt(index)) == 1) {
          return index;
        }
        index++;
      }
    }
    return value.length();
  }
}
