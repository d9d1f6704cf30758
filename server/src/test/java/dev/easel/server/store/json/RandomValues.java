package dev.easel.server.store.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Values of the simple types, the awkward ones among them. */
final class RandomValues {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final String[] PIECES = {
    "a red fox",
    "\"",
    "\\",
    "\n",
    "\0",
    "\u001f",
    "\u007f",
    "é",
    "狐",
    "🦊",
    "\ud83e",
    "\udd8a",
    "\u2028",
    "\ufeff",
    "\uffff",
    "</script>",
    "{\"v\":2}",
    " "
  };

  private final Random random;
  private final int mostPieces;

  /** With texts of up to so many pieces. */
  RandomValues(Random random, int mostPieces) {
    this.random = random;
    this.mostPieces = mostPieces;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(mostPieces + 1); left > 0; left--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  String handle() {
    String text = random.nextInt(1000) + text();
    return text.substring(0, Math.min(text.length(), 4_096));
  }

  String blobId() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  URI url() {
    return URI.create(
        "https://images.example/%d%%20%%f0/狐?q=%d#z".formatted(random.nextInt(), random.nextInt()));
  }

  int side() {
    return 1 + random.nextInt(Integer.MAX_VALUE);
  }

  int number() {
    return random.nextBoolean() ? random.nextInt(10) : random.nextInt();
  }

  long largeNumber() {
    return switch (random.nextInt(8)) {
      case 0 -> Long.MAX_VALUE;
      case 1 -> Long.MIN_VALUE;
      case 2 -> random.nextInt(10);
      default -> random.nextLong();
    };
  }

  long nanos() {
    return largeNumber() & Long.MAX_VALUE;
  }

  Instant time() {
    return switch (random.nextInt(16)) {
      case 0 -> Instant.MIN;
      case 1 -> Instant.MAX;
      case 2 -> Instant.ofEpochSecond(random.nextInt());
      default -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    };
  }

  Duration duration() {
    return switch (random.nextInt(16)) {
      case 0 -> Duration.ofSeconds(Long.MIN_VALUE);
      case 1 -> Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
      case 2 -> Duration.ofSeconds(-random.nextInt(100), random.nextInt(1_000_000_000));
      case 3 -> Duration.ZERO;
      default -> Duration.ofSeconds(random.nextInt(100_000), random.nextInt(1_000_000_000));
    };
  }

  BigDecimal decimal() {
    return new BigDecimal(new BigInteger(1 + random.nextInt(200), random), random.nextInt(80) - 40);
  }
}
