package dev.easel.server.store.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.JobEvent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The words of version 1. One that is renamed makes stored jobs unreadable; one that is added makes
 * a new version, because an older replica cannot read it.
 */
final class StoredWordsTest {
  private final Set<Type> seen = new HashSet<>();
  private final Set<String> words = new TreeSet<>();

  @Test
  void theWordsOfAVersionNeverChange() throws IOException {
    collect(JobEvent.class);
    assertThat(words).containsExactlyElementsOf(wordsOfVersion1());
  }

  private static List<String> wordsOfVersion1() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(StoredWordsTest.class.getResourceAsStream("golden/v1/words.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private void collect(Type type) {
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(this::collect);
    } else if (type instanceof Class<?> plain && plain.isEnum()) {
      Arrays.stream(plain.getEnumConstants())
          .map(word -> plain.getSimpleName() + " " + ((Enum<?>) word).name())
          .forEach(words::add);
    } else if (type instanceof Class<?> plain && plain.isSealed()) {
      RandomRecords.kinds(plain).forEach(this::collect);
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      Arrays.stream(plain.getRecordComponents())
          .map(RecordComponent::getGenericType)
          .forEach(this::collect);
    }
  }
}
