package dev.easel.sandbox.fal;

import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import java.util.Optional;

/** Wants {@code Authorization: Key <something>}; any key will do, as nothing is charged to it. */
final class Authorization {

  private static final String SCHEME = "Key ";

  private Authorization() {}

  /** The 401 that an exchange deserves, if it does. */
  static Optional<Reply> refusal(Exchange exchange) {
    Optional<String> header = exchange.header("Authorization");
    if (header.isEmpty()) {
      return Optional.of(FalErrors.detail(401, "No user found for Key ID and Secret"));
    }
    String value = header.get();
    boolean key = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    if (key && !value.substring(SCHEME.length()).isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        FalErrors.detail(
            401, "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'."));
  }
}
