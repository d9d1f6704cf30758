package dev.easel.http.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time for the few that matter. */
final class ByteScan {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * Bytes that are looked at as a whole. A loop without a way out is one that the compiler makes of
   * vector instructions: it takes a fifth of the time of one that ends where it finds something.
   */
  private static final int BLOCK = 1024;

  /** Looked at closely before that: whoever breaks lines, or escapes, does so again soon. */
  private static final int NEAR = 128;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = ONES << 7;
  private static final long ESCAPES = ONES * '\\';

  private ByteScan() {}

  /**
   * Where the first byte is that has to be looked at by itself in a text of base64: a quote, an
   * escape, or whatever is below all characters of base64, as blanks are. The end, if there is
   * none.
   */
  static int endOfPlain(byte[] bytes, int from, int to) {
    int near = Math.min(to, from + NEAR);
    int index = endOfPlainClosely(bytes, from, near);
    if (index < near) {
      return index;
    }
    while (index <= to - BLOCK && isPlainBlock(bytes, index)) {
      index += BLOCK;
    }
    if (endsInABlock(index, from, to) && isPlainBlock(bytes, to - BLOCK)) {
      return to;
    }
    return endOfPlainClosely(bytes, index, to);
  }

  /**
   * Whether all that is left, less than a block, lies in a block that ends with it and begins
   * behind the start: what was seen before is looked at twice then, which takes less time.
   */
  private static boolean endsInABlock(int index, int from, int to) {
    return index > to - BLOCK && to - BLOCK >= from;
  }

  private static int endOfPlainClosely(byte[] bytes, int from, int to) {
    int index = from;
    for (; index <= to - Long.BYTES; index += Long.BYTES) {
      long found = notPlain((long) EIGHT.get(bytes, index)) & HIGHEST_BITS;
      if (found != 0) {
        return index + first(found);
      }
    }
    while (index < to && isPlain(bytes[index])) {
      index++;
    }
    return index;
  }

  /** Where the first line feed or carriage return is; the end, if there is none. */
  static int endOfLine(byte[] bytes, int from, int to) {
    int index = nextControl(bytes, from, to);
    while (index < to && bytes[index] != '\n' && bytes[index] != '\r') {
      index = nextControl(bytes, index + 1, to);
    }
    return index;
  }

  /** Where the first byte is that is not above a carriage return; the end, if there is none. */
  private static int nextControl(byte[] bytes, int from, int to) {
    int near = Math.min(to, from + NEAR);
    int index = nextControlClosely(bytes, from, near);
    if (index < near) {
      return index;
    }
    while (index <= to - BLOCK && hasNoControl(bytes, index)) {
      index += BLOCK;
    }
    if (endsInABlock(index, from, to) && hasNoControl(bytes, to - BLOCK)) {
      return to;
    }
    return nextControlClosely(bytes, index, to);
  }

  private static int nextControlClosely(byte[] bytes, int from, int to) {
    int index = from;
    for (; index <= to - Long.BYTES; index += Long.BYTES) {
      long found = control((long) EIGHT.get(bytes, index)) & HIGHEST_BITS;
      if (found != 0) {
        return index + first(found);
      }
    }
    while (index < to && (bytes[index] < 0 || bytes[index] > '\r')) {
      index++;
    }
    return index;
  }

  private static boolean isPlainBlock(byte[] bytes, int from) {
    long found = 0;
    for (int offset = 0; offset < BLOCK; offset += Long.BYTES) {
      found |= notPlain((long) EIGHT.get(bytes, from + offset));
    }
    return (found & HIGHEST_BITS) == 0;
  }

  private static boolean hasNoControl(byte[] bytes, int from) {
    long found = 0;
    for (int offset = 0; offset < BLOCK; offset += Long.BYTES) {
      found |= control((long) EIGHT.get(bytes, from + offset));
    }
    return (found & HIGHEST_BITS) == 0;
  }

  private static long notPlain(long eight) {
    return below(eight, '+') | below(eight ^ ESCAPES, 1);
  }

  private static long control(long eight) {
    return below(eight, '\r' + 1);
  }

  private static boolean isPlain(byte single) {
    return (single < 0 || single >= '+') && single != '\\';
  }

  /**
   * Has the highest bit set of the first byte that is below a bound, unsigned, and of none before
   * it; what it has set after that one means nothing.
   */
  private static long below(long eight, int bound) {
    return (eight - ONES * bound) & ~eight;
  }

  private static int first(long found) {
    return Long.numberOfTrailingZeros(found) / Byte.SIZE;
  }
}
