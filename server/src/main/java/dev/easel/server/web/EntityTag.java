package dev.easel.server.web;

import java.util.List;

/**
 * Names content in the headers of HTTP: the same name is the same bytes.
 *
 * @param text with its quotes
 */
record EntityTag(String text) {
  private static final String WEAK = "W/";
  private static final String ANY = "*";

  /** The tag of content that has this digest. */
  static EntityTag of(String sha256) {
    return new EntityTag('"' + sha256 + '"');
  }

  /** Whether {@code If-None-Match} names this content. */
  boolean isKnownBy(List<String> ifNoneMatch) {
    return ifNoneMatch.stream()
        .map(tag -> tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag)
        .anyMatch(this::isNamedBy);
  }

  /** Whether {@code If-Match} lets this content be sent. */
  boolean isWantedBy(List<String> ifMatch) {
    return ifMatch.isEmpty() || ifMatch.stream().anyMatch(this::isNamedBy);
  }

  private boolean isNamedBy(String tag) {
    return tag.equals(ANY) || tag.equals(text);
  }
}
