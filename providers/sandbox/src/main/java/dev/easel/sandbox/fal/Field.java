package dev.easel.sandbox.fal;

import java.util.List;

/** One input of an endpoint: its name, what it may be, and what it is when left out. */
sealed interface Field {

  String name();

  /** A string that must be there. */
  record Text(String name) implements Field {}

  /** One of a few words. */
  record Choice(String name, List<String> options, String fallback) implements Field {

    public Choice {
      options = List.copyOf(options);
    }
  }

  /** A whole number from {@code least} to {@code most}. */
  record Whole(String name, int least, int most, int fallback) implements Field {}

  /** True or false. */
  record Switch(String name, boolean fallback) implements Field {}
}
