package dev.easel.server.crash;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to befall a server, and where. Has a form in text, for its way into the process. */
sealed interface Blow {
  /**
   * SIGKILL when it passes a failpoint.
   *
   * @param nth at which time, counted from one
   */
  record Kill(Failpoint point, int nth) implements Blow {
    @Override
    public String text() {
      return "kill " + nth + " " + point;
    }
  }

  /**
   * SIGSTOP when jobs have come to each of some failpoints, where they wait for one another: for
   * ever, if fewer come.
   *
   * @param each how many at each of them
   */
  record Stop(Set<Failpoint> points, int each) implements Blow {
    /** Copies the points. */
    public Stop {
      points = Set.copyOf(points);
    }

    @Override
    public String text() {
      return "stop "
          + each
          + " "
          + points.stream().map(Failpoint::name).collect(Collectors.joining(" "));
    }
  }

  /** One line. */
  String text();

  /** Reads the text again. */
  static Blow parse(String text) {
    String[] words = text.split(" ", -1);
    int count = Integer.parseInt(words[1]);
    EnumSet<Failpoint> points = EnumSet.noneOf(Failpoint.class);
    Arrays.stream(words, 2, words.length).map(Failpoint::valueOf).forEach(points::add);
    return words[0].equals("kill")
        ? new Kill(points.iterator().next(), count)
        : new Stop(points, count);
  }
}
