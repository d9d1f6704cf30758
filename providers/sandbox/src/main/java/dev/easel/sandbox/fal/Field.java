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

  /** A list of URLs, one at least. */
  record Links(String name, int most) implements Field {}

  /** A URL that may be left out. */
  record Link(String name) implements Field {}

  /** A string that must be there and is shown to nobody. */
  record Key(String name) implements Field {}

  /** A size: the name of one, or an object of width and height. */
  record Size(String name, String fallback) implements Field {}

  /** True or false. */
  record Switch(String name, boolean fallback) implements Field {}
}
