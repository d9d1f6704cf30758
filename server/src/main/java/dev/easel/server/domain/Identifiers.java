package dev.easel.server.domain;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Makes unguessable names: 128 bits, most or all random, as 26 characters of Crockford's base 32.
 */
public final class Identifiers {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 26;
  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;
  private static final int RANDOM_BITS_BESIDE_TIME = 16;

  private final RandomGenerator random;

  /** Takes its bits from a generator that must be unpredictable where names must be. */
  public Identifiers(RandomGenerator random) {
    this.random = random;
  }

  /**
   * A new name of a job: its time in milliseconds, and 80 random bits, as a ULID has them. Jobs of
   * about the same time stand beside each other in a store, and so do their histories, so that few
   * of its pages are read and written for them.
   */
  public JobId job(Instant created) {
    long beside = random.nextLong() >>> (Long.SIZE - RANDOM_BITS_BESIDE_TIME);
    long high = created.toEpochMilli() << RANDOM_BITS_BESIDE_TIME | beside;
    return new JobId(text(high, random.nextLong()));
  }

  /** A new name of a process that drives jobs. */
  public String driver() {
    return next();
  }

  /** A new name of a blob. */
  public BlobId blob() {
    return new BlobId(next());
  }

  private String next() {
    return text(random.nextLong(), random.nextLong());
  }

  private static String text(long mostSignificant, long leastSignificant) {
    long high = mostSignificant;
    long low = leastSignificant;
    char[] text = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (low & MASK));
      low = (low >>> BITS) | (high << (Long.SIZE - BITS));
      high >>>= BITS;
    }
    return new String(text);
  }
}
