package dev.easel.http;

import dev.easel.spi.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a seller's words fit to be shown to a caller: one line, at most 300 characters, and nothing
 * in it that is one of our secrets or looks like anybody's.
 */
public final class SafeText {
  private static final int LONGEST = 300;
  private static final int MOST_READ = 4 * LONGEST;
  private static final int LONGEST_SECRET = 256;
  private static final String MASK = "[masked]";

  /** A word that announces a key, with what follows; a pair of long words; OpenAI's own shape. */
  private static final Pattern KEY =
      Pattern.compile(
          "(?i)\\b(?:key|bearer|basic)\\s+[\\w+/=:.-]{12,}"
              + "|\\bsk-[\\w*-]{4,}"
              + "|[\\w-]{8,}:[\\w-]{8,}");

  /** Long, with letters and digits in it: as keys are, and words are not. */
  private static final Pattern TOKEN =
      Pattern.compile("(?=[\\w+/-]*\\d)(?=[\\w+/-]*[A-Za-z])[\\w+/-]{24,}={0,2}");

  private final List<Secret> secrets;
  private final List<SecretTrace> traces;

  /** Masks these secrets, wherever they appear. */
  public SafeText(List<Secret> secrets) {
    this(secrets, List.of());
  }

  private SafeText(List<Secret> secrets, List<SecretTrace> traces) {
    this.secrets = List.copyOf(secrets);
    this.traces = List.copyOf(traces);
  }

  /** The same, masking one more secret, which it does not hold: another's key, for instance. */
  public SafeText masking(Secret passing) {
    List<SecretTrace> more = new ArrayList<>(traces);
    more.add(SecretTrace.of(passing));
    return new SafeText(secrets, more);
  }

  /** Whether one of the secrets is in a text that is to be shown unchanged. */
  public boolean containsSecret(String text) {
    return secrets.stream().anyMatch(secret -> text.contains(secret.reveal()))
        || traces.stream().anyMatch(trace -> trace.isIn(text));
  }

  /** The text as it may be shown. */
  public String of(String text) {
    String line = bounded(text).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    for (Secret secret : secrets) {
      line = line.replace(secret.reveal(), MASK);
    }
    for (SecretTrace trace : traces) {
      line = trace.mask(line, MASK);
    }
    String masked = TOKEN.matcher(KEY.matcher(line).replaceAll(MASK)).replaceAll(MASK);
    return masked.length() > LONGEST ? cut(masked, LONGEST - 1) + "…" : masked;
  }

  /** Not in the middle of a character. */
  private static String cut(String text, int end) {
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  /**
   * Longer texts are cut first, so that the patterns cannot be made to run long; with what the cut
   * goes through, since half a secret is not recognised any more.
   */
  private static String bounded(String text) {
    if (text.length() <= MOST_READ) {
      return text;
    }
    int end = MOST_READ;
    while (end > MOST_READ - LONGEST_SECRET && !Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return cut(text, end);
  }
}
