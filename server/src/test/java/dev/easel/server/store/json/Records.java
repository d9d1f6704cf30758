package dev.easel.server.store.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Records by reflection. */
final class Records {
  private Records() {}

  static Object of(Class<?> type, Object... components) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(components);
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("not a record: " + type, e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(type + " refuses its components", e);
    }
  }

  static Object[] components(Object value) {
    return Arrays.stream(value.getClass().getRecordComponents())
        .map(component -> component(value, component))
        .toArray();
  }

  private static Object component(Object value, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("not readable: " + component, e);
    }
  }
}
