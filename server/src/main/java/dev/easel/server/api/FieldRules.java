package dev.easel.server.api;

import com.google.protobuf.Duration;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Violation;
import dev.easel.spi.Usd;
import dev.easel.v1.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads fields by the rules in the contract's comments, gathering every one that is broken. */
final class FieldRules {
  private static final long NANOS_PER_UNIT = 1_000_000_000;
  private static final long MOST_UNITS = 1_000_000;

  private final List<Violation> violations = new ArrayList<>();

  List<Violation> violations() {
    return List.copyOf(violations);
  }

  void broken(String field, String message) {
    violations.add(new Violation(field, Reason.REQUEST_INVALID, message));
  }

  void broken(String field, Reason reason, String message) {
    violations.add(new Violation(field, reason, message));
  }

  void notOffered(String field, String message) {
    violations.add(new Violation(field, Reason.OPTION_NOT_SUPPORTED, message));
  }

  /** A text between two lengths in code points; empty in place of another. */
  String text(String field, String value, int shortest, int longest) {
    int length = value.codePointCount(0, value.length());
    if (length < shortest) {
      broken(field, "is missing");
      return "";
    }
    if (length > longest) {
      broken(field, "has " + length + " characters, at most " + longest + " are taken");
      return "";
    }
    return value;
  }

  /** A whole number in a range; the lowest in place of one outside. */
  int number(String field, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      broken(field, "is " + value + ", not between " + lowest + " and " + highest);
      return lowest;
    }
    return value;
  }

  /** A length of time from zero to a longest; empty in place of one outside. */
  Optional<java.time.Duration> duration(String field, Duration value, java.time.Duration longest) {
    java.time.Duration read;
    try {
      read = java.time.Duration.ofSeconds(value.getSeconds(), value.getNanos());
    } catch (ArithmeticException e) {
      broken(field, "is out of range");
      return Optional.empty();
    }
    if (read.isNegative() || read.compareTo(longest) > 0) {
      broken(field, "is not between 0s and " + longest.toSeconds() + "s");
      return Optional.empty();
    }
    return Optional.of(read);
  }

  /** An amount of dollars. */
  Optional<Usd> money(String field, Money value) {
    if (!value.getCurrencyCode().equals("USD")) {
      broken(field + ".currency_code", "is not USD, the one currency taken");
      return Optional.empty();
    }
    boolean inRange =
        value.getUnits() >= 0
            && value.getUnits() <= MOST_UNITS
            && value.getNanos() >= 0
            && value.getNanos() < NANOS_PER_UNIT;
    if (!inRange) {
      broken(field, "is not an amount from 0 to " + MOST_UNITS + " dollars");
      return Optional.empty();
    }
    return Optional.of(new Usd(value.getUnits() * NANOS_PER_UNIT + value.getNanos()));
  }
}
