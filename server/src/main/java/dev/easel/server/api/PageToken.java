package dev.easel.server.api;

import com.google.protobuf.util.Timestamps;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobStore.Position;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Where a page ended, as a word that callers only hand back. */
final class PageToken {
  private PageToken() {}

  static String of(Position position) {
    String text = position.createTime() + "/" + position.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The place that a token names; a token that is none of ours is a broken rule. */
  static Optional<Position> read(FieldRules rules, String token) {
    if (token.isEmpty()) {
      return Optional.empty();
    }
    Optional<Position> position = parse(token).filter(read -> isOurs(read, token));
    if (position.isEmpty()) {
      rules.broken("page_token", "is none of this server's; begin again without one");
    }
    return position;
  }

  private static Optional<Position> parse(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
      String[] parts = text.split("/", 2);
      return parts.length == 2
          ? Optional.of(new Position(Instant.parse(parts[0]), new JobId(parts[1])))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Nothing reaches a store but what came out of one: not every instant fits into its columns. */
  private static boolean isOurs(Position position, String token) {
    return JobId.isValid(position.id().value())
        && Timestamps.isValid(Scalars.wire(position.createTime()))
        && of(position).equals(token);
  }
}
