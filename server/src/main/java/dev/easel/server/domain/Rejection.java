package dev.easel.server.domain;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A call that is not served. The api room turns it into a status; nothing else does. */
public final class Rejection extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int MOST_NAMED = 8;

  private final Reason reason;
  private final String explanation;
  private final transient List<Violation> violations;
  private final transient Map<String, String> metadata;
  private final transient Optional<Duration> retryDelay;

  private Rejection(
      Reason reason,
      String message,
      List<Violation> violations,
      Map<String, String> metadata,
      Optional<Duration> retryDelay) {
    super(message, null, false, false);
    this.explanation = message;
    this.reason = reason;
    this.violations = List.copyOf(violations);
    this.metadata = Map.copyOf(metadata);
    this.retryDelay = retryDelay;
  }

  /** A rejection that waiting does not help. */
  public static Rejection of(Reason reason, String message) {
    return new Rejection(reason, message, List.of(), Map.of(), Optional.empty());
  }

  /** A rejection that names what its message speaks of, for programs. */
  public static Rejection of(Reason reason, String message, Map<String, String> metadata) {
    return new Rejection(reason, message, List.of(), metadata, Optional.empty());
  }

  /** A rejection that waiting helps. */
  public static Rejection until(Reason reason, Duration retryDelay, String message) {
    return new Rejection(reason, message, List.of(), Map.of(), Optional.of(retryDelay));
  }

  /**
   * A rejection of a request for every bad field at once. A broken rule outweighs an option that is
   * merely not offered.
   */
  public static Rejection of(List<Violation> violations, Map<String, String> metadata) {
    Reason reason =
        violations.stream()
            .map(Violation::reason)
            .min(Comparator.naturalOrder())
            .orElseThrow(() -> new IllegalArgumentException("a rejection names what is wrong"));
    return new Rejection(reason, summary(violations), violations, metadata, Optional.empty());
  }

  private static String summary(List<Violation> violations) {
    if (violations.size() == 1) {
      return violations.getFirst().field() + ": " + violations.getFirst().message();
    }
    List<String> fields = violations.stream().map(Violation::field).distinct().toList();
    String named = fields.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return "%d fields are wrong: %s%s"
        .formatted(fields.size(), named, fields.size() > MOST_NAMED ? " and others" : "");
  }

  /** The word for programs. */
  public Reason reason() {
    return reason;
  }

  /** One sentence for people; what the exception says too. */
  public String explanation() {
    return explanation;
  }

  /** What is wrong, field by field. */
  public List<Violation> violations() {
    return violations;
  }

  /** What the message speaks of, for programs. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** How long to wait before the same call may succeed; empty when waiting does not help. */
  public Optional<Duration> retryDelay() {
    return retryDelay;
  }
}
