package dev.easel.server.watch;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What truly happened to a job, as its store has it. */
public interface Past {
  /** The event of this sequence; empty if there is none, or it was skipped and is gone. */
  Optional<Happening> at(long sequence);

  /** The last sequence of all; zero if nothing happened. */
  long latest();

  /** What lies between two sequences, without them. */
  default Stream<Happening> between(long after, long before) {
    return LongStream.range(after + 1, Math.min(before, latest() + 1))
        .mapToObj(this::at)
        .flatMap(Optional::stream);
  }

  /** The first thing between two sequences that every reader must be told. */
  default Optional<Happening> mustBeTold(long after, long before) {
    return between(after, before).filter(happening -> !happening.maySkip()).findFirst();
  }

  /** A job's past that is known from beginning to end. */
  static Past of(Collection<Happening> happenings) {
    TreeMap<Long, Happening> known =
        happenings.stream()
            .collect(
                Collectors.toMap(
                    Happening::sequence,
                    Function.identity(),
                    (one, other) -> {
                      throw new IllegalArgumentException(one + " and " + other);
                    },
                    TreeMap::new));
    return new Past() {
      @Override
      public Optional<Happening> at(long sequence) {
        return Optional.ofNullable(known.get(sequence));
      }

      @Override
      public long latest() {
        return known.isEmpty() ? 0 : known.lastKey();
      }
    };
  }
}
