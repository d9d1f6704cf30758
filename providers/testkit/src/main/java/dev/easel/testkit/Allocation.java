package dev.easel.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** How much memory work takes from its own thread, garbage included. */
public final class Allocation {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private Allocation() {}

  /** Does the work on this thread, which is not a virtual one, and gives the bytes allocated. */
  public static long of(Callable<?> work) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.call();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
