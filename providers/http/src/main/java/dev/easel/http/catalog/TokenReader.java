package dev.easel.http.catalog;

import dev.easel.spi.DrawnTokens;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.PromptTokens;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SourceTokens;
import dev.easel.spi.TokenCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a seller counts tokens. */
final class TokenReader {
  static final String PER_WORD = "tokens_per_word";
  static final String PROMPT = "prompt_tokens";
  static final String ALLOWANCE = "output_text_token_allowance";
  static final String IMAGE = "image_tokens";
  static final String GRID = "image_grid";
  static final String PREVIEW = "tokens_per_preview";
  static final String SOURCE = "source_tokens";

  private static final String EVERY_FIDELITY = "any";
  private static final int MOST = 1_000_000;
  private static final int MOST_CELLS = 1_000;

  private TokenReader() {}

  static TokenCounts read(Members members) {
    return new TokenCounts(
        prompt(members),
        new DrawnTokens(
            members.optional(IMAGE, value -> Optional.of(table(value))).orElse(List.of()),
            members.optional(GRID, value -> Optional.of(grid(value))).orElse(Map.of())),
        members.optional(SOURCE, value -> Optional.of(sources(value))).orElse(List.of()),
        members.optional(PREVIEW, TokenReader::count).orElse(0L),
        members.optional(ALLOWANCE, TokenReader::count).orElse(0L));
  }

  private static PromptTokens prompt(Members members) {
    return members
        .optional(PER_WORD, value -> value.integer(0, 100))
        .<PromptTokens>map(tokens -> new PromptTokens.PerWord(tokens.intValue()))
        .or(() -> members.optional(PROMPT, TokenReader::perByte))
        .orElseGet(PromptTokens.Untold::new);
  }

  private static Optional<PromptTokens> perByte(Value value) {
    return value
        .object("bytes_per_token", "frame")
        .flatMap(members ->
            members
                .required("bytes_per_token", entry -> entry.integer(1, 128))
                .flatMap(bytes ->
                    members
                        .required("frame", TokenReader::count)
                        .map(frame ->
                            new PromptTokens.PerByte(bytes.intValue(), frame.intValue()))));
  }

  private static List<DrawnTokens.Entry> table(Value value) {
    List<DrawnTokens.Entry> table = new ArrayList<>();
    PriceReader.byQuality(value, entry -> Optional.of(bySize(entry)))
        .forEach((quality, sizes) ->
            sizes.forEach(
                (size, tokens) -> table.add(new DrawnTokens.Entry(quality, size, tokens))));
    return table;
  }

  private static Map<Quality, Integer> grid(Value value) {
    return PriceReader.byQuality(value, entry -> entry.integer(1, MOST_CELLS).map(Long::intValue));
  }

  private static Map<Size, Long> bySize(Value value) {
    Map<Size, Long> counts = new HashMap<>();
    value
        .entries()
        .forEach((word, entry) -> {
          try {
            Size size = Size.parse(word);
            count(entry).ifPresent(tokens -> counts.put(size, tokens));
          } catch (IllegalArgumentException e) {
            entry.wrong("is not under a size such as 1024x1536");
          }
        });
    return counts;
  }

  private static List<SourceTokens> sources(Value value) {
    List<SourceTokens> rules = new ArrayList<>();
    value
        .entries()
        .forEach((word, entry) -> {
          Optional<InputFidelity> fidelity = EndpointReader.FIDELITIES.find(word);
          if (fidelity.isEmpty() && !word.equals(EVERY_FIDELITY)) {
            entry.wrong("is under neither a fidelity nor \"any\"");
          }
          source(entry, fidelity).ifPresent(rules::add);
        });
    return rules;
  }

  private static Optional<SourceTokens> source(Value value, Optional<InputFidelity> fidelity) {
    return value
        .object("tiles", "patches", "square", "oblong", "published", "least")
        .flatMap(members ->
            rule(value, members)
                .map(rule ->
                    new SourceTokens(
                        fidelity,
                        members
                            .optional("published", entry -> Optional.of(bySize(entry)))
                            .orElse(Map.of()),
                        rule,
                        members.optional("square", TokenReader::count).orElse(0L),
                        members.optional("oblong", TokenReader::count).orElse(0L),
                        members.optional("least", TokenReader::count))));
  }

  private static Optional<SourceTokens.Rule> rule(Value value, Members members) {
    boolean tiles = members.values().containsKey("tiles");
    if (tiles == members.values().containsKey("patches")) {
      return value.wrong("needs either \"tiles\" or \"patches\"");
    }
    return tiles
        ? members.optional("tiles", TokenReader::tiles)
        : members
            .optional("patches", entry -> entry.integer(1, MOST))
            .map(SourceTokens.Patches::new);
  }

  private static Optional<SourceTokens.Rule> tiles(Value value) {
    return value
        .object("base", "each")
        .flatMap(members ->
            members
                .required("base", TokenReader::count)
                .flatMap(base ->
                    members
                        .required("each", TokenReader::count)
                        .map(each -> new SourceTokens.Tiles(base, each))));
  }

  private static Optional<Long> count(Value value) {
    return value.integer(0, MOST);
  }
}
