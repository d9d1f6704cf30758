package dev.easel.server.admit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory outside the heap through which connections read and write. There are two pools of it,
 * each with the limit of {@code -XX:MaxDirectMemorySize}: Netty counts its own, and the JDK its.
 * Safe for threads.
 */
public final class DirectMemory implements MemoryGauge {
  private static final String JDK_POOL = "direct";

  /** A piece of 64 KiB on its way, and what is around it; measured: 88 KiB. */
  private static final long READ = 96L << 10;

  /** One for the process, as its limit is: each would keep what it has for itself. */
  private static final Allocator POOL = new Allocator();

  /** What gives buffers to the connections of a server. */
  public ByteBufAllocator allocator() {
    return POOL;
  }

  /** The most that each pool may have, in bytes. */
  public static long limit() {
    return PlatformDependent.maxDirectMemory();
  }

  /**
   * How many images may be read at one time. Whoever stands still holds a piece of it here;
   * together they take no more than half, and with those who gave way to others less than two
   * thirds, so that they cannot end the server.
   */
  public static int reads() {
    return Math.toIntExact(Math.min(limit() / 2 / READ, Integer.MAX_VALUE));
  }

  @Override
  public double share() {
    return (double) Math.max(nettyBytes(), jdkBytes()) / limit();
  }

  /** What the allocator keeps for later is not in use. */
  private long nettyBytes() {
    long kept = POOL.metric().usedDirectMemory() - POOL.pinnedDirectMemory();
    return PlatformDependent.usedDirectMemory() - Math.max(0, kept);
  }

  private static long jdkBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals(JDK_POOL))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Override
  public long refusals() {
    return POOL.refusals.get();
  }

  /** As gRPC's own, in chunks of 2 MiB, but for its count of what it could not give. */
  private static final class Allocator extends PooledByteBufAllocator {
    private static final int MOST_ORDER = 8;

    private final AtomicLong refusals = new AtomicLong();

    Allocator() {
      super(
          true,
          defaultNumHeapArena(),
          defaultNumDirectArena(),
          defaultPageSize(),
          MOST_ORDER,
          defaultSmallCacheSize(),
          defaultNormalCacheSize(),
          defaultUseCacheForAllThreads());
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
      try {
        return super.newDirectBuffer(initialCapacity, maxCapacity);
      } catch (OutOfMemoryError | IllegalStateException e) {
        // By way of the JDK's arenas the error comes wrapped.
        refusals.incrementAndGet();
        throw e;
      }
    }
  }
}
