package dev.easel.server.job.simulation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;

/**
 * Virtual threads that take their steps when somebody says so. A step is what a thread does until
 * it parks; the JDK hands each to an executor, which is all the control that a simulation needs.
 *
 * <p>The JDK has no public way to name that executor, so the module {@code java.base} must be
 * opened to us: {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class SteppedThreads {
  private static final MethodHandle MAKER = maker();

  private SteppedThreads() {}

  /** A thread, not started yet, whose steps go to this executor. */
  static Thread make(Executor steps, String name, Runnable task) {
    try {
      return (Thread) MAKER.invokeExact(steps, name, 0, task);
    } catch (Throwable e) {
      throw new IllegalStateException("no virtual thread can be made", e);
    }
  }

  private static MethodHandle maker() {
    // A thread of a crashed process is never stepped again, and must not be remembered for ever.
    if (!"false".equals(System.getProperty("jdk.trackAllThreads"))) {
      throw new IllegalStateException("simulations need -Djdk.trackAllThreads=false");
    }
    try {
      Method maker =
          Class.forName("java.lang.ThreadBuilders")
              .getDeclaredMethod(
                  "newVirtualThread", Executor.class, String.class, int.class, Runnable.class);
      maker.setAccessible(true);
      return MethodHandles.lookup().unreflect(maker);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK makes its virtual threads in another way", e);
    }
  }
}
