package dev.easel.sandbox.openai;

import dev.easel.sandbox.web.Exchange;
import java.util.Locale;
import java.util.Optional;

/**
 * Wants {@code Authorization: Bearer <something>}. Any key will do, as nothing is charged to it,
 * but those that begin with {@code sk-invalid}: for whoever wants to see a key refused.
 */
final class BearerKey {

  private static final String SCHEME = "bearer ";
  private static final String REFUSED = "sk-invalid";
  private static final int SHOWN = 4;

  private BearerKey() {}

  /** The key; empty if there is none. */
  static String of(Exchange exchange) {
    String header = exchange.header("Authorization").orElse("");
    boolean bearer = header.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    return bearer ? header.substring(SCHEME.length()).strip() : "";
  }

  static void check(Exchange exchange) throws Rejected {
    String key = of(exchange);
    Optional<ApiError> error =
        key.isEmpty()
            ? Optional.of(missing())
            : Optional.of(wrong(key)).filter(_ -> key.startsWith(REFUSED));
    if (error.isPresent()) {
      throw new Rejected(error.get());
    }
  }

  private static ApiError missing() {
    return ApiError.unreadable(
        401,
        "You didn't provide an API key. You need to provide your API key in an Authorization header"
            + " using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).");
  }

  /** The seller shows both ends of a key. */
  private static ApiError wrong(String key) {
    String ends =
        key.length() > 3 * SHOWN
            ? key.substring(0, SHOWN + 1) + "***" + key.substring(key.length() - SHOWN)
            : "***";
    return new ApiError(
        401,
        "invalid_request_error",
        "invalid_api_key",
        null,
        "Incorrect API key provided: " + ends + ".");
  }
}
