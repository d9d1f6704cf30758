package dev.easel.server.store.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A record again and again, each time with one thing in it changed. */
final class Variations {
  private final RandomRecords random;

  Variations(RandomRecords random) {
    this.random = random;
  }

  /** One for each component, at any depth; of an enum one for each other word. */
  List<Variation> of(Object original) {
    return record(original.getClass().getSimpleName(), original).toList();
  }

  /** What was changed, and the whole with that change. */
  record Variation(String place, Object value) {
    Variation within(Function<Object, Object> whole) {
      return new Variation(place, whole.apply(value));
    }
  }

  private Stream<Variation> record(String place, Object original) {
    RecordComponent[] components = original.getClass().getRecordComponents();
    Object[] values = Records.components(original);
    Stream<Variation> all = Stream.empty();
    for (int i = 0; i < components.length; i++) {
      int index = i;
      RecordComponent component = components[i];
      Stream<Variation> some =
          values(
              place + "." + component.getName(),
              values[i],
              component.getGenericType(),
              () -> random.next(component));
      all =
          Stream.concat(
              all,
              some.map(one ->
                  one.within(value -> {
                    Object[] changed = values.clone();
                    changed[index] = value;
                    return Records.of(original.getClass(), changed);
                  })));
    }
    return all;
  }

  private Stream<Variation> values(
      String place, Object original, Type type, Supplier<Object> another) {
    if (original instanceof Optional<?> optional) {
      return optional(place, optional, RandomRecords.elementType(type));
    }
    if (original instanceof List<?> list) {
      return list(place, list, RandomRecords.elementType(type));
    }
    if (original instanceof Map<?, ?> map) {
      return Stream.of(new Variation(place, without(map)));
    }
    if (original instanceof Enum<?> word) {
      return Arrays.stream(word.getDeclaringClass().getEnumConstants())
          .filter(other -> other != word)
          .map(other -> new Variation(place, other));
    }
    if (original instanceof Record) {
      return Stream.concat(otherKinds(place, original, type), record(place, original));
    }
    return Stream.of(new Variation(place, different(original, another)));
  }

  private Stream<Variation> optional(String place, Optional<?> original, Type element) {
    Object value = original.orElseThrow();
    return Stream.concat(
        Stream.of(new Variation(place, Optional.empty())),
        values(place, value, element, () -> random.next(element))
            .map(one -> one.within(Optional::of)));
  }

  private Stream<Variation> list(String place, List<?> original, Type element) {
    List<Object> longer = new ArrayList<>(original);
    longer.add(random.next(element));
    Stream<Variation> all = Stream.of(new Variation(place, longer));
    for (int i = 0; i < original.size(); i++) {
      int index = i;
      Object value = original.get(i);
      Stream<Variation> some =
          values(place + "[" + i + "]", value, element, () -> random.next(element));
      all =
          Stream.concat(
              all,
              some.map(one ->
                  one.within(changed -> {
                    List<Object> list = new ArrayList<>(original);
                    list.set(index, changed);
                    return list;
                  })));
    }
    return all;
  }

  private Stream<Variation> otherKinds(String place, Object original, Type type) {
    if (type instanceof ParameterizedType || !((Class<?>) type).isSealed()) {
      return Stream.empty();
    }
    return RandomRecords.kinds((Class<?>) type).stream()
        .filter(kind -> kind != original.getClass())
        .map(kind -> new Variation(place, random.next(kind)));
  }

  /** The same without one of its entries. */
  private static Map<Object, Object> without(Map<?, ?> original) {
    Map<Object, Object> map = new HashMap<>(original);
    map.remove(original.keySet().iterator().next());
    return map;
  }

  private static Object different(Object original, Supplier<Object> another) {
    return Stream.generate(another).filter(one -> !one.equals(original)).findFirst().orElseThrow();
  }
}
