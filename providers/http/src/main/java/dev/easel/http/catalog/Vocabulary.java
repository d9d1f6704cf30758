package dev.easel.http.catalog;

import dev.easel.http.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words that a value may be, and what they mean. */
record Vocabulary<T>(Map<String, T> meanings) {
  /** The constants of an enum, in lower case. */
  static <E extends Enum<E>> Vocabulary<E> of(Class<E> type) {
    Map<String, E> meanings = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      meanings.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return new Vocabulary<>(meanings);
  }

  /** These words and no others. */
  Vocabulary<T> only(List<T> kept) {
    Map<String, T> fewer = new LinkedHashMap<>(meanings);
    fewer.values().retainAll(kept);
    return new Vocabulary<>(fewer);
  }

  Optional<T> find(String word) {
    return Optional.ofNullable(meanings.get(word));
  }

  String correction(Json wrong) {
    return "needs one of "
        + String.join(", ", meanings.keySet())
        + wrong
            .asText()
            .flatMap(word -> NearestWord.to(word, meanings.keySet()))
            .map(word -> "; did you mean \"" + word + "\"?")
            .orElse("");
  }
}
