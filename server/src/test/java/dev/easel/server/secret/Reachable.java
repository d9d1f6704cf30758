package dev.easel.server.secret;

import com.github.benmanes.caffeine.cache.Cache;
import com.google.inject.Binding;
import com.google.inject.Injector;
import dev.easel.spi.Secret;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Walks over everything of ours that an object leads to: its renderings, the plain texts in it, and
 * the secrets that it holds.
 */
final class Reachable {
  private final Deque<Object> waiting = new ArrayDeque<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> texts = new ArrayList<>();
  private final List<Secret> secrets = new ArrayList<>();

  private Reachable() {}

  static Reachable from(Object... roots) throws IllegalAccessException {
    Reachable reachable = new Reachable();
    Arrays.asList(roots).forEach(reachable::meet);
    while (!reachable.waiting.isEmpty()) {
      reachable.visit(reachable.waiting.remove());
    }
    return reachable;
  }

  /** How many objects there are. */
  int count() {
    return seen.size();
  }

  /** What they render as, and what they hold as plain text. */
  List<String> texts() {
    return texts;
  }

  /** The secrets that they hold. */
  List<Secret> secrets() {
    return secrets;
  }

  private void meet(@Nullable Object object) {
    if (object != null && seen.add(object)) {
      waiting.add(object);
    }
  }

  private void visit(Object object) throws IllegalAccessException {
    switch (object) {
      case Secret secret -> {
        secrets.add(secret);
        texts.add(secret.toString());
      }
      case CharSequence text -> texts.add(text.toString());
      case Optional<?> optional -> optional.ifPresent(this::meet);
      case AtomicReference<?> reference -> meet(reference.get());
      case Map<?, ?> map ->
          map.forEach((key, value) -> {
            meet(key);
            meet(value);
          });
      case Collection<?> several -> several.forEach(this::meet);
      case Object[] several -> Arrays.asList(several).forEach(this::meet);
      case Cache<?, ?> cache -> meet(cache.asMap());
      case Injector injector -> bindings(injector);
      default -> fields(object);
    }
  }

  private void bindings(Injector injector) {
    for (Binding<?> binding : injector.getAllBindings().values()) {
      if (binding.getKey().getTypeLiteral().getRawType().getName().startsWith("dev.easel.")) {
        meet(binding.getProvider().get());
      }
    }
  }

  private void fields(Object object) throws IllegalAccessException {
    if (!ours(object.getClass())) {
      return;
    }
    texts.add(object.toString());
    for (Class<?> type = object.getClass();
        type != null && ours(type);
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          meet(field.get(object));
        }
      }
    }
  }

  private static boolean ours(Class<?> type) {
    return type.getName().startsWith("dev.easel.");
  }
}
