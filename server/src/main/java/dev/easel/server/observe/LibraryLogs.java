package dev.easel.server.observe;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** The logs of libraries that write to java.util.logging, gRPC and Guava among them. */
public final class LibraryLogs {
  private LibraryLogs() {}

  /** Lets them go where ours go. Idempotent. */
  public static void join() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }
}
