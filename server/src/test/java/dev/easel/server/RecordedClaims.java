package dev.easel.server;

import com.google.inject.Binder;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.easel.server.job.JobClaims;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The claims of a store without jobs, for a server that is watched making them. */
final class RecordedClaims {
  private final Consumer<String> calls;

  /** Tells the name of each call. */
  RecordedClaims(Consumer<String> calls) {
    this.calls = calls;
  }

  /** These bindings, with these claims in the place of the store's. */
  Module in(Module original) {
    return Modules.override(original)
        .with((Binder binder) -> binder.bind(JobClaims.class).toInstance(claims()));
  }

  private JobClaims claims() {
    return (JobClaims)
        Proxy.newProxyInstance(
            JobClaims.class.getClassLoader(),
            new Class<?>[] {JobClaims.class},
            (proxy, method, arguments) -> {
              calls.accept(method.getName());
              return nothing(method);
            });
  }

  private static Object nothing(Method method) {
    Class<?> type = method.getReturnType();
    if (type == boolean.class) {
      return false;
    }
    if (type == List.class) {
      return List.of();
    }
    return type == Map.class ? Map.of() : Optional.empty();
  }
}
