package dev.easel.server;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Makes Netty tell of the buffers that tests have leaked. It does so when a buffer is taken after
 * the lost ones were collected; the build fails on what it then writes.
 */
public final class LeakReports implements LauncherSessionListener {
  private static final int ROUNDS = 8;

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    for (int i = 0; i < ROUNDS; i++) {
      System.gc();
      PooledByteBufAllocator.DEFAULT.buffer(1).release();
    }
  }
}
