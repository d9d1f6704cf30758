package dev.easel.server.domain;

import java.util.random.RandomGenerator;

/** Makes unguessable names: 128 random bits as 26 characters of Crockford's base 32. */
public final class Identifiers {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 26;
  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;

  private final RandomGenerator random;

  /** Takes its bits from a generator that must be unpredictable where names must be. */
  public Identifiers(RandomGenerator random) {
    this.random = random;
  }

  /** A new name of a job. */
  public JobId job() {
    return new JobId(next());
  }

  /** A new name of a blob. */
  public BlobId blob() {
    return new BlobId(next());
  }

  private String next() {
    long high = random.nextLong();
    long low = random.nextLong();
    char[] text = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (low & MASK));
      low = (low >>> BITS) | (high << (Long.SIZE - BITS));
      high >>>= BITS;
    }
    return new String(text);
  }
}
