package dev.easel.server.web;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names content in the headers of HTTP: the same name is the same bytes.
 *
 * @param text with its quotes
 */
record EntityTag(String text) {
  /** One of a list; what else stands there is passed over. */
  private static final Pattern LISTED = Pattern.compile("(W/)?(\"[^\"]*\")|\\*");

  private static final String ANY = "*";

  /** The tag of content that has this digest. */
  static EntityTag of(String sha256) {
    return new EntityTag('"' + sha256 + '"');
  }

  /** Whether {@code If-None-Match} names this content, be it as only nearly the same. */
  boolean isKnownBy(List<String> ifNoneMatch) {
    return listed(ifNoneMatch)
        .anyMatch(tag -> tag.group().equals(ANY) || text.equals(tag.group(2)));
  }

  /** Whether {@code If-Match} lets this content be sent. */
  boolean isWantedBy(List<String> ifMatch) {
    return ifMatch.isEmpty()
        || listed(ifMatch).map(MatchResult::group).anyMatch(List.of(ANY, text)::contains);
  }

  private static Stream<MatchResult> listed(List<String> values) {
    return values.stream().flatMap(value -> LISTED.matcher(value).results());
  }
}
