package dev.easel.server.store.json;

import dev.easel.server.domain.Source;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Records with random components, found by reflection: what is added to the domain is in the tests
 * of its durable form from the same day on.
 */
final class RandomRecords {
  private static final int LONG_TEXT = 40;

  private final Random random;
  private final RandomValues values;
  private final boolean whole;

  private RandomRecords(Random random, boolean whole) {
    this.random = random;
    this.values = new RandomValues(random, whole ? 3 : LONG_TEXT);
    this.whole = whole;
  }

  /** Records of which anything may be absent. */
  static RandomRecords any(Random random) {
    return new RandomRecords(random, false);
  }

  /** Records of which nothing is absent, and whose lists have elements of every kind. */
  static RandomRecords whole(Random random) {
    return new RandomRecords(random, true);
  }

  <T> T next(Class<T> type) {
    return type.cast(next((Type) type));
  }

  /** A value for a component, within what its record allows. */
  Object next(RecordComponent component) {
    String name = component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    return switch (name) {
      case "BlobId.value" -> values.blobId();
      case "Handle.value" -> values.handle();
      case "Size.width", "Size.height" -> values.side();
      case "Usd.nanos" -> values.nanos();
      case "Job.route" -> random.nextInt(2);
      case "Job.routes" -> list(elementType(component.getGenericType()), 2);
      default -> next(component.getGenericType());
    };
  }

  Object next(Type type) {
    if (type instanceof ParameterizedType generic) {
      return container(generic);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return any(List.of(plain.getEnumConstants()));
    }
    if (plain.isRecord()) {
      return record(plain);
    }
    return plain.isSealed() ? record(any(kinds(plain))) : simple(plain);
  }

  /** The kinds of a sealed type that can be part of a job. */
  static List<Class<?>> kinds(Class<?> type) {
    return Arrays.stream(type.getPermittedSubclasses())
        .<Class<?>>map(kind -> kind)
        .filter(kind -> kind != Source.Carried.class)
        .toList();
  }

  static Type elementType(Type container) {
    return ((ParameterizedType) container).getActualTypeArguments()[0];
  }

  private Object container(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type element = elementType(type);
    if (raw == Optional.class) {
      return whole || random.nextBoolean() ? Optional.of(next(element)) : Optional.empty();
    }
    if (raw == Map.class) {
      return map(type.getActualTypeArguments());
    }
    if (raw != List.class) {
      throw new IllegalArgumentException("no random values of " + type);
    }
    boolean ofEachKind = whole && element instanceof Class<?> kind && kind.isSealed();
    return ofEachKind
        ? kinds((Class<?>) element).stream().map(this::record).toList()
        : list(element, whole ? 2 : random.nextInt(4));
  }

  private List<Object> list(Type element, int size) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(next(element));
    }
    return list;
  }

  private Map<Object, Object> map(Type[] keyAndValue) {
    Map<Object, Object> map = new HashMap<>();
    for (int left = whole ? 2 : random.nextInt(4); left > 0; left--) {
      map.put(next(keyAndValue[0]), next(keyAndValue[1]));
    }
    return map;
  }

  private Object record(Class<?> type) {
    return Records.of(type, Arrays.stream(type.getRecordComponents()).map(this::next).toArray());
  }

  private Object simple(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> values.text();
      case "int", "Integer" -> values.number();
      case "long" -> values.largeNumber();
      case "boolean" -> random.nextBoolean();
      case "Instant" -> values.time();
      case "Duration" -> values.duration();
      case "BigDecimal" -> values.decimal();
      case "URI" -> values.url();
      default -> throw new IllegalArgumentException("no random values of " + type);
    };
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
