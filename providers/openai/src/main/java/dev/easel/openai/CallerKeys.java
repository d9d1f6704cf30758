package dev.easel.openai;

import dev.easel.spi.CallerKey;
import java.util.Optional;

/** Whether callers bring keys of their own. */
enum CallerKeys {
  /** They do not. */
  NONE,
  /** One that is given takes the place of the account's. */
  ALLOWED,
  /** Every call needs one; the account's is not used. */
  REQUIRED;

  private static final String METADATA = "easel-openai-api-key";

  Optional<CallerKey> offered() {
    return switch (this) {
      case NONE -> Optional.empty();
      case ALLOWED -> Optional.of(new CallerKey(METADATA, false));
      case REQUIRED -> Optional.of(new CallerKey(METADATA, true));
    };
  }
}
