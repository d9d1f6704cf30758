package dev.easel.http.catalog;

import dev.easel.spi.Capabilities;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.SizeChoice;
import java.util.List;
import java.util.Optional;

/** Reads what a field left unset means: one of the values taken, for every field that is taken. */
final class DefaultsReader {
  /** The defaults of an endpoint. */
  record Defaults(OutputSpec output, Optional<InputFidelity> inputFidelity) {}

  private final Members members;
  private final Capabilities taken;

  private DefaultsReader(Members members, Capabilities taken) {
    this.members = members;
    this.taken = taken;
  }

  static Optional<Defaults> read(Value value, Capabilities taken) {
    return value
        .object(
            "size",
            "quality",
            "background",
            "format",
            "compression",
            "moderation",
            "input_fidelity")
        .map(members -> new DefaultsReader(members, taken).defaults());
  }

  private Defaults defaults() {
    return new Defaults(
        new OutputSpec(
            1,
            size(),
            word("quality", EndpointReader.QUALITIES, taken.qualities()),
            word("background", EndpointReader.BACKGROUNDS, taken.backgrounds()),
            word("format", EndpointReader.FORMATS, taken.formats()),
            compression(),
            word("moderation", EndpointReader.MODERATIONS, taken.moderations())),
        word("input_fidelity", EndpointReader.FIDELITIES, taken.inputFidelities()));
  }

  private Optional<SizeChoice> size() {
    boolean expected = taken.autoSize() || !taken.sizes().isEmpty() || taken.sizeRule().isPresent();
    return present("size", expected)
        ? members.optional(
            "size",
            value ->
                EndpointReader.size(value)
                    .flatMap(size ->
                        taken.takes(size) ? Optional.of(size) : value.wrong("is not a size taken")))
        : Optional.empty();
  }

  private Optional<Integer> compression() {
    return present("compression", taken.compression())
        ? members.optional("compression", value -> value.integer(0, 100)).map(Long::intValue)
        : Optional.empty();
  }

  private <T> Optional<T> word(String key, Vocabulary<T> vocabulary, List<T> values) {
    return present(key, !values.isEmpty())
        ? members.optional(
            key,
            value ->
                value
                    .word(vocabulary)
                    .flatMap(word ->
                        values.contains(word)
                            ? Optional.of(word)
                            : value.wrong("is not among the values taken")))
        : Optional.empty();
  }

  private boolean present(String key, boolean expected) {
    boolean given = members.values().containsKey(key);
    if (expected && !given) {
      members.missing(key);
    }
    if (given && !expected) {
      members.optional(
          key, value -> value.wrong("is a default of what the endpoint does not take"));
    }
    return given && expected;
  }
}
