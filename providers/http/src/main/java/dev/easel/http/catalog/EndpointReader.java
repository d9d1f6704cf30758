package dev.easel.http.catalog;

import dev.easel.spi.Background;
import dev.easel.spi.Capabilities;
import dev.easel.spi.Endpoint;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Moderation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.PriceList;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.SizeRule;
import java.util.List;
import java.util.Optional;

/** Reads what one operation takes and charges. */
final class EndpointReader {
  static final Vocabulary<Quality> QUALITIES = Vocabulary.of(Quality.class);
  static final Vocabulary<Background> BACKGROUNDS = Vocabulary.of(Background.class);
  static final Vocabulary<ImageFormat> FORMATS = Vocabulary.of(ImageFormat.class);
  static final Vocabulary<Moderation> MODERATIONS = Vocabulary.of(Moderation.class);
  static final Vocabulary<InputFidelity> FIDELITIES = Vocabulary.of(InputFidelity.class);

  private static final int MOST = 1_000;
  private static final long MOST_PIXELS = 1L << 40;

  private EndpointReader() {}

  static Optional<Endpoint> read(Value value) {
    return value
        .object(
            "name",
            "max_count",
            "sizes",
            "size_rule",
            "qualities",
            "backgrounds",
            "formats",
            "compression",
            "moderations",
            "max_previews",
            "max_sources",
            "mask",
            "input_fidelities",
            "defaults",
            "prices")
        .flatMap(EndpointReader::endpoint);
  }

  private static Optional<Endpoint> endpoint(Members members) {
    Optional<String> name = members.required("name", Value::text);
    Capabilities capabilities = capabilities(members);
    Optional<PriceList> prices =
        members.required("prices", value -> PriceReader.read(value, capabilities));
    return name.flatMap(known -> prices.map(list -> new Endpoint(known, capabilities, list)));
  }

  private static Capabilities capabilities(Members members) {
    Capabilities taken = withoutDefaults(members);
    Optional<DefaultsReader.Defaults> defaults =
        members.required("defaults", value -> DefaultsReader.read(value, taken));
    return new Capabilities(
        taken.maxCount(),
        taken.sizes(),
        taken.sizeRule(),
        taken.autoSize(),
        taken.qualities(),
        taken.backgrounds(),
        taken.formats(),
        taken.compression(),
        taken.moderations(),
        taken.maxPreviewCount(),
        taken.maxSources(),
        taken.mask(),
        taken.inputFidelities(),
        defaults.flatMap(DefaultsReader.Defaults::inputFidelity),
        defaults.map(DefaultsReader.Defaults::output).orElse(OutputSpec.unset()));
  }

  private static Capabilities withoutDefaults(Members members) {
    List<SizeChoice> sizes = members.list("sizes", EndpointReader::size);
    return new Capabilities(
        count(members, "max_count", 1).orElse(1),
        sizes.stream().flatMap(size -> exact(size).stream()).toList(),
        members.optional("size_rule", EndpointReader::sizeRule),
        sizes.contains(new SizeChoice.Auto()),
        members.list("qualities", value -> value.word(QUALITIES)),
        members.list("backgrounds", value -> value.word(BACKGROUNDS)),
        members.list("formats", value -> value.word(FORMATS)),
        members.optional("compression", Value::flag).orElse(false),
        members.list("moderations", value -> value.word(MODERATIONS)),
        count(members, "max_previews", 0).orElse(0),
        count(members, "max_sources", 0).orElse(0),
        members.optional("mask", Value::flag).orElse(false),
        members.list("input_fidelities", value -> value.word(FIDELITIES)),
        Optional.empty(),
        OutputSpec.unset());
  }

  /** A size, or {@code auto}. */
  static Optional<SizeChoice> size(Value value) {
    Optional<String> text = value.json().asText();
    if (text.equals(Optional.of("auto"))) {
      return Optional.of(new SizeChoice.Auto());
    }
    try {
      return text.map(Size::parse)
          .<SizeChoice>map(SizeChoice.Exact::new)
          .or(() -> value.wrong("needs \"auto\" or a size such as \"1024x1536\""));
    } catch (IllegalArgumentException e) {
      return value.wrong("needs \"auto\" or a size such as \"1024x1536\"");
    }
  }

  private static Optional<Size> exact(SizeChoice choice) {
    return switch (choice) {
      case SizeChoice.Auto() -> Optional.empty();
      case SizeChoice.Exact(Size size) -> Optional.of(size);
    };
  }

  private static Optional<SizeRule> sizeRule(Value value) {
    return value
        .object("multiple_of", "max_side", "max_ratio", "min_pixels", "max_pixels")
        .map(rule ->
            new SizeRule(
                bound(rule, "multiple_of").intValue(),
                bound(rule, "max_side").intValue(),
                bound(rule, "max_ratio").intValue(),
                bound(rule, "min_pixels"),
                bound(rule, "max_pixels")));
  }

  private static Long bound(Members rule, String key) {
    long most = key.endsWith("pixels") ? MOST_PIXELS : Integer.MAX_VALUE;
    return rule.optional(key, value -> value.integer(0, most)).orElse(0L);
  }

  private static Optional<Integer> count(Members members, String key, int least) {
    return members.optional(key, value -> value.integer(least, MOST)).map(Long::intValue);
  }
}
